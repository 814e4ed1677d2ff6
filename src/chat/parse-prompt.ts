import { IbidError } from '../errors.ts';
import type { Message } from './chat-model.ts';

type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string };

/** A message with its variables still open. */
export interface MessageTemplate {
  readonly role: Message['role'];
  readonly parts: readonly TemplatePart[];
}

const ROLES: readonly Message['role'][] = ['system', 'user', 'assistant'];
const VARIABLE = /\{\{([a-z][A-Za-z0-9]*)\}\}/gu;

/**
 * The messages of a prompt file: each begins with a line `# system`, `# user` or `# assistant`, and no other line may begin with a
 * single `#`, so that a misspelt head or a heading of the prompt's own is an error and never a message. Line ends become \n, and
 * blank lines around a message go. Throws IbidError naming the file and line.
 */
export function parsePrompt(bytes: Uint8Array, file: string): MessageTemplate[] {
  const lines = decode(bytes, file).split(/\r\n|\r|\n/u);
  const sections: { role: Message['role']; line: number; lines: string[] }[] = [];
  for (const [index, text] of lines.entries()) {
    const place = `${file}:${index + 1}`;
    if (/^#(?!#)/u.test(text)) {
      const role = ROLES.find((known) => `# ${known}` === text.trimEnd());
      if (role === undefined)
        throw malformed(
          `${place}: ${JSON.stringify(text)} begins no message`,
          'A line with a single # must be `# system`, `# user` or `# assistant`; headings within a message begin with ##.',
        );
      sections.push({ role, line: index + 1, lines: [] });
      continue;
    }
    const section = sections.at(-1);
    if (section === undefined) {
      if (text.trim() === '') continue;
      throw malformed(
        `${place}: there is text before the first message`,
        'Begin the file with a line `# system`.',
      );
    }
    if (/\{\{/u.test(text.replace(VARIABLE, '')))
      throw malformed(
        `${place}: {{ begins no variable in ${JSON.stringify(text)}`,
        'A variable is written {{name}}: letters and digits without spaces, a small letter first.',
      );
    section.lines.push(text);
  }
  if (sections.length === 0)
    throw malformed(
      `the prompt ${file} is empty`,
      'Restore the file from the package (git checkout prompts).',
    );
  return sections.map(({ role, line, lines: own }) => {
    const text = own.join('\n').replace(/^(?:[^\S\n]*\n)+|\s+$/gu, '');
    if (text === '')
      throw malformed(`${file}:${line}: the message is empty`, 'Give it a text, or remove its `#` line.');
    return { role, parts: partsOf(text) };
  });
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new IbidError(`the prompt ${file} is not UTF-8 text`, { remedy: 'Save it as UTF-8.', cause });
  }
}

function partsOf(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'variable', name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function malformed(message: string, remedy: string): IbidError {
  return new IbidError(message, { remedy });
}
