import { z } from 'zod';

const customId = z.string().min(1).max(100);
const emoji = z.looseObject({ name: z.string().nullish(), id: z.string().nullish() });

const buttonSchema = z
  .strictObject({
    type: z.literal(2),
    id: z.int().optional(),
    style: z.int().min(1).max(5),
    label: z.string().max(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: z
      .url({ protocol: /^(?:https?|discord)$/u })
      .max(512)
      .optional(),
    disabled: z.boolean().optional(),
  })
  .refine((button) => (button.label ?? '').trim() !== '' || button.emoji !== undefined, {
    error: 'A button needs a label or an emoji',
  })
  .refine(
    (button) =>
      button.style === 5
        ? button.url !== undefined && button.custom_id === undefined
        : button.custom_id !== undefined && button.url === undefined,
    { error: 'A link button has a url and no custom_id, every other a custom_id and no url' },
  );
export type Button = z.infer<typeof buttonSchema>;

const menuSchema = z
  .strictObject({
    type: z.literal(3),
    id: z.int().optional(),
    custom_id: customId,
    placeholder: z.string().max(150).optional(),
    min_values: z.int().min(0).max(25).optional(),
    max_values: z.int().min(1).max(25).optional(),
    disabled: z.boolean().optional(),
    options: z
      .array(
        z.strictObject({
          label: z.string().min(1).max(100),
          value: z.string().min(1).max(100),
          description: z.string().max(100).optional(),
          emoji: emoji.optional(),
          default: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(25),
  })
  .refine(({ options }) => new Set(options.map(({ value }) => value)).size === options.length, {
    error: 'The values of a menu must differ',
  });

const rowSchema = z
  .strictObject({
    type: z.literal(1),
    id: z.int().optional(),
    components: z
      .array(z.discriminatedUnion('type', [buttonSchema, menuSchema]))
      .min(1)
      .max(5),
  })
  .refine(({ components }) => components.length === 1 || components.every(({ type }) => type === 2), {
    error: 'A menu has its row to itself',
  });
export type Row = z.infer<typeof rowSchema>;

/** At most five rows; every custom_id differs from every other of the message. */
export const rowsSchema = z
  .array(rowSchema)
  .max(5)
  .refine(
    (rows) => {
      const ids = rows.flatMap((row) => row.components.flatMap((part) => part.custom_id ?? []));
      return new Set(ids).size === ids.length;
    },
    { error: 'Component custom id cannot be duplicated' },
  );
