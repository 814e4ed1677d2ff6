import { emptyMessage, missingPermissions } from './discord-error.ts';
import { invalidForm, readForm } from './form-errors.ts';
import type { ReceivedFile } from './ledger.ts';
import { type MessageForm, messageFormSchema } from './message-schema.ts';
import { may } from './permissions.ts';
import type { Call } from './route-table.ts';
import type { Attachment, Channel, Message } from './world.ts';

const SUPPRESS_EMBEDS = 4;
const EPHEMERAL = 64;
const LOADING = 128;
const SUPPRESS_NOTIFICATIONS = 4096;

/** Links that Discord would make a preview of: those in neither angle brackets nor code. */
function previewedLinks(content: string): string[] {
  const prose = content
    .replaceAll(/```[\s\S]*?```|``[\s\S]*?``|`[^`\n]*`/gu, ' ')
    .replaceAll(/<https?:\/\/[^\s>]*>/giu, ' ');
  return prose.match(/https?:\/\/[^\s<>)\]]+/giu) ?? [];
}

/**
 * What a bot sends, held against every limit.
 * @throws 50035 for sizes and fields, a violation. Mentions that could be parsed and links that would be previewed
 * are accepted, as Discord does, and are violations.
 */
export function readOutgoing(call: Call, body: unknown, existing: Message | null): MessageForm {
  const form = readForm(messageFormSchema, body);
  const complain = (words: string): void =>
    call.core.ledger.violation(`${call.record.method} ${call.record.path}: ${words}`);
  const mentions = form.allowed_mentions;
  if (mentions?.parse === undefined || mentions.parse.length > 0) {
    complain('allowed_mentions.parse must be an empty list.');
  }
  if (
    (mentions?.users ?? []).length + (mentions?.roles ?? []).length > 0 ||
    mentions?.replied_user === true
  ) {
    complain('allowed_mentions lets somebody be mentioned.');
  }
  const flags = form.flags ?? existing?.flags ?? 0;
  const links = (flags & SUPPRESS_EMBEDS) === 0 ? previewedLinks(form.content ?? '') : [];
  if (links.length > 0) complain(`there would be a preview of ${links.join(' and ')}.`);
  if ((form.embeds ?? []).length > 0 && (flags & SUPPRESS_EMBEDS) !== 0) {
    complain('the flag SUPPRESS_EMBEDS hides the embeds of the message.');
  }
  if (existing !== null && form.flags != null && ((form.flags ^ existing.flags) & EPHEMERAL) !== 0) {
    complain('EPHEMERAL cannot be chosen by an edit.');
  }
  return form;
}

/** The flags of a new message. @throws 50035 for any that a bot cannot set here, a violation. */
export function newFlags(form: MessageForm, ephemeralAllowed: boolean): number {
  const flags = form.flags ?? 0;
  const settable = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | (ephemeralAllowed ? EPHEMERAL : 0);
  if ((flags & ~settable) !== 0) {
    throw invalidForm([
      { path: 'flags', code: 'BITFIELD_INVALID', message: `The flags ${flags} cannot be set.` },
    ]);
  }
  return flags;
}

/** What a message says after a change: what the form leaves out stays as it was. */
export interface Content {
  readonly content: string;
  readonly embeds: Message['embeds'];
  readonly components: Message['components'];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
}

/**
 * @throws 50006, a violation, when nothing would be left to show, and 50013 for files where the bot may attach none: Discord's
 * documentation is read strictly there, for edits and answers to interactions as well.
 */
export function contentAfter(
  call: Call,
  channel: Channel,
  form: MessageForm,
  existing: Message | null,
): Content {
  const { world, application } = call.core;
  if (call.files.length > 0 && !may(world, channel, application.id, 'AttachFiles'))
    throw missingPermissions();
  const kept = form.attachments?.map(({ id }) => id);
  const before = (existing?.attachments ?? []).filter(({ id }) => kept === undefined || kept.includes(id));
  const after: Content = {
    content: form.content === undefined ? (existing?.content ?? '') : (form.content ?? ''),
    embeds: form.embeds === undefined ? (existing?.embeds ?? []) : (form.embeds ?? []),
    components: form.components === undefined ? (existing?.components ?? []) : (form.components ?? []),
    attachments: [...before, ...attached(call)],
    flags:
      ((existing?.flags ?? 0) & ~LOADING & ~SUPPRESS_EMBEDS) |
      ((form.flags ?? existing?.flags ?? 0) & SUPPRESS_EMBEDS),
  };
  if (after.content.trim() === '' && after.embeds.length === 0 && after.attachments.length === 0) {
    throw emptyMessage('The message has neither content nor embeds nor files.');
  }
  return after;
}

function attached(call: Call): Attachment[] {
  return call.files.map((file: ReceivedFile) => ({ id: call.core.nextId(), file }));
}
