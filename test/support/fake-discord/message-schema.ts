import { z } from 'zod';
import { rowsSchema } from './component-schema.ts';
import { embedsSchema } from './embed-schema.ts';

const id = z.union([z.string(), z.int()]).transform(String);

const attachmentSchema = z.strictObject({
  id,
  filename: z.string().min(1).max(1024).optional(),
  description: z.string().max(1024).nullish(),
  title: z.string().max(1024).nullish(),
  duration_secs: z.number().nullish(),
  waveform: z.string().nullish(),
});

const referenceSchema = z.strictObject({
  type: z.literal(0).optional(),
  message_id: id,
  channel_id: id.optional(),
  guild_id: id.optional(),
  fail_if_not_exists: z.boolean().optional(),
});

const mentionsSchema = z.strictObject({
  parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
  roles: z.array(id).max(100).optional(),
  users: z.array(id).max(100).optional(),
  replied_user: z.boolean().nullish(),
});

/** The fields of a message that a bot sends or edits; any other is not known. */
export const messageFormSchema = z.strictObject({
  content: z.string().max(2000).nullish(),
  embeds: embedsSchema.nullish(),
  components: rowsSchema.nullish(),
  allowed_mentions: mentionsSchema.nullish(),
  attachments: z.array(attachmentSchema).max(10).nullish(),
  flags: z.int().min(0).nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: referenceSchema.nullish(),
  // discord.js writes these on every message, without a value; a bot's own messages never have one.
  username: z.null().optional(),
  avatar_url: z.null().optional(),
  thread_name: z.null().optional(),
  sticker_ids: z.array(id).max(0).nullish(),
});
export type MessageForm = z.infer<typeof messageFormSchema>;
