/** A tree of what is wrong with a form, as Discord nests it. */
export interface FormErrors {
  [key: string]: FormErrors | { code: string; message: string }[];
}

/** An answer of Discord that is an error: HTTP status, JSON code and words. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  /** What no good client does, in words for the test; null for what may happen to any client. */
  readonly violation: string | null;
  readonly errors: FormErrors | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(given: {
    status: number;
    code: number;
    message: string;
    violation?: string | null;
    errors?: FormErrors;
    headers?: Readonly<Record<string, string>>;
    extra?: Readonly<Record<string, unknown>>;
  }) {
    super(given.message);
    this.status = given.status;
    this.code = given.code;
    this.violation = given.violation ?? null;
    this.errors = given.errors ?? null;
    this.headers = given.headers ?? {};
    this.extra = given.extra ?? {};
  }
}

function plain(status: number, code: number, message: string) {
  return (violation: string | null = null): DiscordError =>
    new DiscordError({ status, code, message, violation });
}

export const unauthorized = plain(401, 0, '401: Unauthorized');
export const noSuchRoute = plain(404, 0, '404: Not Found');
export const unknownChannel = plain(404, 10003, 'Unknown Channel');
export const unknownGuild = plain(404, 10004, 'Unknown Guild');
export const unknownMember = plain(404, 10007, 'Unknown Member');
export const unknownMessage = plain(404, 10008, 'Unknown Message');
export const unknownUser = plain(404, 10013, 'Unknown User');
export const unknownWebhook = plain(404, 10015, 'Unknown Webhook');
export const unknownInteraction = plain(404, 10062, 'Unknown interaction');
export const alreadyAcknowledged = plain(400, 40060, 'Interaction has already been acknowledged.');
export const tooLarge = plain(413, 40005, 'Request entity too large');
export const missingAccess = plain(403, 50001, 'Missing Access');
export const notYourMessage = plain(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = plain(400, 50006, 'Cannot send an empty message');
export const cannotReach = plain(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = plain(403, 50013, 'Missing Permissions');
export const wrongChannelType = plain(400, 50024, 'Cannot execute action on this channel type');
export const invalidWebhookToken = plain(401, 50027, 'Invalid Webhook Token');
export const threadArchived = plain(400, 50083, 'Thread is archived');
export const invalidJson = plain(400, 50109, 'The request body contains invalid JSON.');
export const threadExists = plain(400, 160004, 'A thread has already been created for this message');
export const cannotReadHistory = plain(
  400,
  160002,
  'Cannot reply without permission to read message history',
);
