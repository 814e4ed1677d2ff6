import type { ChatModel } from '../chat/chat-model.ts';
import type { Embedder } from '../embeddings/embedder.ts';
import { IbidError, IndexError } from '../errors.ts';
import type { Diagnosis } from '../ibid.ts';
import type { IndexManifest, PassageIndex } from '../store/passage-index.ts';

export interface Examined {
  readonly index: Pick<PassageIndex, 'manifest' | 'reader'>;
  /** Where the index lies, for people. */
  readonly place: string;
  readonly embedder: () => Promise<Embedder>;
  /** Null without a chat model. */
  readonly chat: (() => Promise<ChatModel>) | null;
  /** An endpoint for one is set, and the settings say not to ask it. */
  readonly chatIsOff: boolean;
  readonly mismatch: (manifest: IndexManifest, embedder: Embedder) => string | null;
  /** Variables that look like settings and are none. */
  readonly unknownSettings: readonly string[];
  readonly signal?: AbortSignal;
}

/** Configuration, index, embedder and chat model, each with what to do about it. Asks each endpoint once, for one word. */
export async function diagnose(given: Examined): Promise<readonly Diagnosis[]> {
  const [index, embedder, chat] = await Promise.all([
    examineIndex(given),
    examineEmbedder(given),
    examineChat(given),
  ]);
  const mismatch = disagreement(given, index.manifest, embedder);
  return [
    {
      subject: 'Node',
      state: 'ok',
      finding: `${process.version} on ${process.platform} ${process.arch}`,
      remedy: null,
    },
    ...given.unknownSettings.map(
      (name): Diagnosis => ({
        subject: 'settings',
        state: 'warning',
        finding: `${name} is set and means nothing to ibid`,
        remedy: 'Check its spelling against .env.example, or unset it.',
      }),
    ),
    index.diagnosis,
    embedder.diagnosis,
    chat,
    ...(mismatch === null
      ? []
      : [
          {
            subject: 'index and embedder',
            state: 'failed',
            finding: mismatch,
            remedy:
              'Run `ibid index` with the files that it was made from to embed all its papers again, or set IBID_EMBEDDER and the endpoint back.',
          } satisfies Diagnosis,
        ]),
  ];
}

/** Why the index cannot be asked with this embedder, by what it was made with or by the width of the vectors. */
function disagreement(
  given: Examined,
  manifest: IndexManifest | null,
  { embedder, width }: { readonly embedder: Embedder | null; readonly width: number },
): string | null {
  if (manifest === null || embedder === null) return null;
  const reason = given.mismatch(manifest, embedder);
  if (reason !== null || width === manifest.dimensions) return reason;
  return `the embedder gives vectors of ${width} numbers, and the index has ${manifest.dimensions}`;
}

async function examineIndex({
  index,
  place,
}: Examined): Promise<{ manifest: IndexManifest | null; diagnosis: Diagnosis }> {
  const subject = 'index';
  try {
    const manifest = await index.manifest();
    if (manifest === null)
      return {
        manifest,
        diagnosis: {
          subject,
          state: 'warning',
          finding: `there is none at ${place} yet`,
          remedy: 'Run `ibid index` (bundled abstracts) or `ibid index FILES…` (your own).',
        },
      };
    // A manifest can outlive its tables: whether they open is what counts.
    const reader = await index.reader();
    const finding = `${reader.manifest.papers} papers and ${reader.manifest.passages} sentences at ${place}, generation ${manifest.generation}, made with the ${manifest.embedder} embedder`;
    if (manifest.papers > 0) return { manifest, diagnosis: { subject, state: 'ok', finding, remedy: null } };
    return {
      manifest,
      diagnosis: { subject, state: 'warning', finding, remedy: 'It is empty: run `ibid index FILES…`.' },
    };
  } catch (error) {
    const known = error instanceof IbidError;
    return {
      manifest: null,
      diagnosis: {
        subject,
        state: 'failed',
        finding: known ? error.message : `${place} cannot be opened: ${String(error)}`,
        remedy:
          (known ? error.remedy : null) ??
          (error instanceof IndexError && error.reason === 'busy'
            ? 'Wait for the other ibid to finish.'
            : 'Check the place and its permissions; when it is damaged, delete it and run `ibid index`.'),
      },
    };
  }
}

async function examineEmbedder(
  given: Examined,
): Promise<{ embedder: Embedder | null; width: number; diagnosis: Diagnosis }> {
  const subject = 'embedder';
  try {
    const embedder = await given.embedder();
    const started = performance.now();
    const vector = await embedder.embedQuery('attention', given.signal);
    const took = Math.round(performance.now() - started);
    return {
      embedder,
      width: vector.length,
      diagnosis: {
        subject,
        state: 'ok',
        finding: `${embedder.name} gives vectors of ${vector.length} numbers (${took} ms)`,
        remedy: null,
      },
    };
  } catch (error) {
    const known = error instanceof IbidError;
    return {
      embedder: null,
      width: 0,
      diagnosis: {
        subject,
        state: 'failed',
        finding: known ? error.message : String(error),
        remedy:
          (known ? error.remedy : null) ?? 'Check OPENAI_BASE_URL, OPENAI_API_KEY and IBID_EMBEDDING_MODEL.',
      },
    };
  }
}

async function examineChat({ chat, chatIsOff, signal }: Examined): Promise<Diagnosis> {
  const subject = 'chat model';
  if (chat === null)
    return {
      subject,
      state: 'ok',
      finding: chatIsOff
        ? 'none is asked, because IBID_ANSWERER is extractive: answers are quoted from the abstracts'
        : 'none is configured: answers are quoted from the abstracts',
      remedy: null,
    };
  try {
    const model = await chat();
    const { probeChat } = await import('../chat/probe-chat.ts');
    const { milliseconds } = await probeChat(model, signal);
    const finding = `${model.name} answers (${Math.round(milliseconds)} ms)`;
    return { subject, state: 'ok', finding, remedy: null };
  } catch (error) {
    const known = error instanceof IbidError;
    return {
      subject,
      state: 'failed',
      finding: known ? error.message : String(error),
      remedy: (known ? error.remedy : null) ?? 'Check OPENAI_BASE_URL, OPENAI_API_KEY and IBID_CHAT_MODEL.',
    };
  }
}
