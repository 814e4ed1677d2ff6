import { z } from 'zod';

const link = z.url({ protocol: /^(?:https?|attachment)$/u }).max(2048);
const shown = (limit: number) => z.string().max(limit);
const needed = (limit: number) =>
  shown(limit).refine((text) => text.trim() !== '', { error: 'This field is required' });

/** An embed as a bot may send it, with Discord's limits; lengths in UTF-16 units, which is never too lenient. */
const embedSchema = z
  .strictObject({
    type: z.literal('rich').optional(),
    title: shown(256).optional(),
    description: shown(4096).optional(),
    url: link.optional(),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    color: z.int().min(0).max(0xffffff).nullable().optional(),
    footer: z.strictObject({ text: needed(2048), icon_url: link.optional() }).optional(),
    image: z.strictObject({ url: link }).optional(),
    thumbnail: z.strictObject({ url: link }).optional(),
    author: z.strictObject({ name: needed(256), url: link.optional(), icon_url: link.optional() }).optional(),
    fields: z
      .array(z.strictObject({ name: needed(256), value: needed(1024), inline: z.boolean().optional() }))
      .max(25)
      .optional(),
  })
  .refine((embed) => lengthOf(embed) > 0 || embed.image !== undefined || embed.thumbnail !== undefined, {
    error: 'An embed needs something to show',
  });
export type Embed = z.infer<typeof embedSchema>;

function lengthOf(embed: {
  title?: string | undefined;
  description?: string | undefined;
  footer?: { text: string } | undefined;
  author?: { name: string } | undefined;
  fields?: readonly { name: string; value: string }[] | undefined;
}): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  for (const { name, value } of embed.fields ?? []) texts.push(name, value);
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** At most ten, and at most 6,000 characters over all of them. */
export const embedsSchema = z
  .array(embedSchema)
  .max(10)
  .refine((embeds) => embeds.reduce((sum, embed) => sum + lengthOf(embed), 0) <= 6000, {
    error: 'Embed size exceeds maximum size of 6000',
  });
