import type { IncomingMessage } from 'node:http';
import { invalidJson, tooLarge } from './discord-error.ts';
import type { ReceivedFile } from './ledger.ts';

const LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * The JSON of a request, and the files of a multipart one.
 * @throws 50109 for what is no JSON, 40005 above ten MiB, both violations.
 */
export async function readBody(
  request: IncomingMessage,
): Promise<{ body: unknown; files: readonly ReceivedFile[] }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const bytes = Buffer.concat(chunks);
  if (bytes.length > LIMIT_BYTES) throw tooLarge(`A request of ${bytes.length} bytes is too large.`);
  if (bytes.length === 0) return { body: undefined, files: [] };
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
  if (!type.startsWith('application/json')) throw invalidJson(`A body of the type "${type}" is not JSON.`);
  return { body: parse(bytes.toString('utf8')), files: [] };
}

async function readMultipart(bytes: Buffer<ArrayBuffer>, type: string) {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: ReceivedFile[] = [];
  for (const [field, value] of form) {
    if (typeof value === 'string') continue;
    if (!/^files\[\d+\]$/u.test(field)) throw invalidJson(`A file in the field "${field}" is not expected.`);
    files.push({ name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson(`This is not JSON: ${text.slice(0, 100)}`);
  }
}
