import { troubleOf } from './discord-failure.ts';
import type { MessageBody } from './render/message-body.ts';

/** Sends a message, and where Discord takes no files from the bot, the same one without them, which says so. Throws what `send` throws. */
export async function withoutFilesWhereForbidden<T>(
  body: MessageBody,
  send: (body: MessageBody) => Promise<T>,
): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    if (body.files.length === 0 || troubleOf(error) !== 'forbidden') throw error;
    return send({ ...body, content: body.unattached ?? body.content, files: [] });
  }
}
