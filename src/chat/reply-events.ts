import { z } from 'zod';

/** What one event of a stream, or a whole body, says. */
export interface ReplyEvent {
  /** False for what accompanies a reply, such as its usage, and for a body that is none. */
  readonly hasChoice: boolean;
  readonly text: string;
  /** Reasoning that the server keeps apart. It is no text; it shows that the model works, and costs tokens. */
  readonly thought: string;
  readonly refusal: string;
  /** Null: it goes on. */
  readonly finish: string | null;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
}

/** A string, or the list of parts that some servers send instead, thoughts among them. */
const contentSchema = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string().optional(), text: z.string().optional() })),
]);

const saidSchema = z.object({
  content: contentSchema.nullish(),
  refusal: z.string().nullish(),
  // Three names for one thing, and shapes that differ: only what is text is counted.
  reasoning: z.unknown().optional(),
  reasoning_content: z.unknown().optional(),
  thinking: z.unknown().optional(),
});

const eventSchema = z.object({
  // The chunk with the usage has none, and some servers leave the list out there.
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        delta: saidSchema.nullish(),
        message: saidSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  // A count that cannot be read is no reason to lose an answer.
  usage: z
    .object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() })
    .nullish()
    .catch(null),
});

/** Reads a chunk of a stream or a whole completion. A string says at which place it is neither. */
export function readReplyEvent(value: unknown): ReplyEvent | string {
  const parsed = eventSchema.safeParse(value);
  if (!parsed.success) return parsed.error.issues[0]?.path.join('.') || 'the whole';
  const { choices, usage } = parsed.data;
  const choice = choices?.find(({ index }) => (index ?? 0) === 0);
  const said = choice?.delta ?? choice?.message;
  return {
    hasChoice: choice !== undefined,
    text: textOf(said?.content),
    // Some servers send the same under two names.
    thought: [said?.reasoning, said?.reasoning_content, said?.thinking].find(isText) ?? '',
    refusal: said?.refusal ?? '',
    // Some servers put an empty string where the protocol has null.
    finish: choice?.finish_reason || null,
    usage:
      usage === null || usage === undefined
        ? null
        : { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function textOf(content: z.infer<typeof contentSchema> | null | undefined): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  return content
    .filter(({ type }) => type === undefined || type === 'text' || type === 'output_text')
    .map(({ text }) => text ?? '')
    .join('');
}
