import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type OutcomeModel, parseOutcomeModel } from './answerer/outcome.ts';
import { createIbid as createApplication, type IbidParts } from './application/create-ibid.ts';
import type { ModelDesk } from './application/model-desk.ts';
import type { Pace } from './catalogue/pace.ts';
import type { ChatModel } from './chat/chat-model.ts';
import { type Settings, secretsOf, usesChatModel } from './config.ts';
import type { Embedder } from './embeddings/embedder.ts';
import { looksEnglish } from './embeddings/looks-english.ts';
import { IbidError } from './errors.ts';
import type { Ibid, IndexReport, IndexRequest } from './ibid.ts';
import type { Logger } from './logger.ts';
import { redactText } from './redact.ts';
import type { StateStore } from './state/state-store.ts';
import { openLanceIndex } from './store/lance-index.ts';
import { describeMismatch } from './store/make.ts';
import type { IndexManifest } from './store/passage-index.ts';
import { ANALYZER_VERSION, createAnalyzer } from './text/analyzer.ts';
import { rememberTexts } from './text/remember-texts.ts';

const packageSchema = z.object({ name: z.string(), version: z.string(), homepage: z.string().optional() });

/** What an index of no named sources is built from. Two folders up from src/ and from dist/ alike lies the package. */
const BUNDLED_CORPUS = fileURLToPath(new URL('../corpus', import.meta.url));

export interface ComposeOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** What waits between requests to a catalogue, and for other writers; the clock's own when absent. */
  readonly pace?: Pace;
}

/** From settings to the application. What a command may not need is loaded when it first does. */
export async function createIbid(options: ComposeOptions): Promise<Ibid> {
  return createApplication(composeParts(options));
}

/** Which implementation each setting chooses. */
export function composeParts(options: ComposeOptions): IbidParts {
  const { settings, logger } = options;
  const analyzer = createAnalyzer();
  const index = openLanceIndex({ uri: settings.index });
  const embedder = once(() => loadEmbedder(settings));
  const isBuiltin = settings.embedder === 'builtin';
  let opened: StateStore | null = null;
  const state = once(async () => {
    const { createSqliteState } = await import('./state/sqlite-state.ts');
    opened = createSqliteState({ folder: settings.state });
    return opened;
  });
  async function build(request: IndexRequest, beside: readonly string[] = []): Promise<IndexReport> {
    const { buildIndex } = await import('./indexing/build-index.ts');
    return buildIndex({
      ...request,
      beside,
      index,
      analyzer,
      embedder: await embedder(),
      onNotice: (text) => logger.warn(text),
    });
  }
  return {
    index,
    analyzer: rememberTexts(analyzer),
    embedder,
    mismatch: (reader, current) => mismatch(reader.manifest, current),
    readable: (question) => !isBuiltin || looksEnglish(question),
    outcomes: once(() => loadOutcomes(settings)),
    usesModel: usesChatModel(settings),
    desk: once(async () => openDesk({ settings, logger, state: await state() })),
    check: settings.check,
    community: state,
    close: async () => opened?.close(),
    async build(request) {
      const { foldersOfRecords } = await import('./catalogue/keep-record.ts');
      const paths = request.paths.length > 0 ? request.paths : [BUNDLED_CORPUS];
      return build({ ...request, paths }, await foldersOfRecords(settings.added));
    },
    async adder(reader) {
      const { createPaperAdder } = await import('./application/add-paper.ts');
      const { createArxivCatalogue } = await import('./catalogue/arxiv-catalogue.ts');
      const { createLastAsked } = await import('./catalogue/last-asked.ts');
      const { SYSTEM_PACE } = await import('./catalogue/pace.ts');
      const { pace = SYSTEM_PACE } = options;
      const catalogue = createArxivCatalogue({
        api: settings.arxivApi,
        userAgent: await userAgent(),
        lastAsked: createLastAsked(join(settings.state, 'arxiv-asked')),
        pace,
      });
      return createPaperAdder({ catalogue, folder: settings.added, reader, build, pace });
    },
    async collect(request, retrieverOf) {
      const { openCollection } = await import('./application/collection.ts');
      return openCollection({
        request,
        open: (folder) => openLanceIndex({ uri: folder }),
        analyzer,
        embedder: await embedder(),
        retrieverOf,
      });
    },
    async diagnose(signal) {
      const { diagnose } = await import('./application/diagnose.ts');
      return diagnose({
        index,
        place: settings.index,
        embedder,
        chat: usesChatModel(settings) ? () => loadChat(settings) : null,
        chatIsOff:
          settings.answerer === 'extractive' && (settings.openaiApiKey ?? settings.openaiBaseUrl) !== null,
        mismatch,
        unknownSettings: settings.unknownNames,
        ...(signal === undefined ? {} : { signal }),
      });
    },
  };
}

/** How the program presents itself to servers that it asks unasked: by name, version and home. */
async function userAgent(): Promise<string> {
  const file = fileURLToPath(new URL('../package.json', import.meta.url));
  const { name, version, homepage } = packageSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return `${name}/${version} (${homepage ?? 'answers questions about paper abstracts, with citations'})`;
}

/** Scores depend on the embedder, so each has a file of its own; one that was not calibrated is judged like the built-in one. */
async function loadOutcomes(settings: Settings): Promise<OutcomeModel> {
  for (const name of [settings.embedder, 'builtin']) {
    const file = fileURLToPath(new URL(`../models/outcomes-${name}.json`, import.meta.url));
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return parseOutcomeModel(text, file);
  }
  throw new IbidError('the thresholds models/outcomes-builtin.json cannot be read', {
    remedy: 'Restore the file from the package (npm ci, or git checkout models).',
  });
}

async function loadEmbedder(settings: Settings): Promise<Embedder> {
  switch (settings.embedder) {
    case 'builtin': {
      const { loadBuiltinEmbedder } = await import('./embeddings/builtin.ts');
      return loadBuiltinEmbedder();
    }
    case 'openai': {
      const { createOpenAIEmbedder } = await import('./embeddings/openai.ts');
      return createOpenAIEmbedder({
        model: settings.embeddingModel,
        apiKey: settings.openaiApiKey,
        baseURL: settings.openaiBaseUrl,
      });
    }
    default:
      return settings.embedder satisfies never;
  }
}

/** The chat model with its prompts, what its tokens are booked in, and what its replies are kept in. */
async function openDesk(given: {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly state: StateStore;
}): Promise<ModelDesk> {
  const { settings, logger, state } = given;
  const { createModelDesk } = await import('./application/model-desk.ts');
  const { createPrompts } = await import('./chat/prompts.ts');
  return createModelDesk({
    model: usesChatModel(settings)
      ? {
          chat: await loadChat(settings),
          endpoint: settings.openaiBaseUrl ?? '',
          prompts: createPrompts(),
          outputTokens: settings.chat.outputTokens,
          redact: (text) => redactText(text, secretsOf(settings)),
        }
      : null,
    state,
    limits: settings.dailyTokens,
    prices: settings.prices,
    now: () => new Date(),
    onNotice: (text) => logger.warn(text),
  });
}

async function loadChat(settings: Settings): Promise<ChatModel> {
  const { createOpenAIChat } = await import('./chat/openai-chat.ts');
  return createOpenAIChat({
    ...settings.chat,
    apiKey: settings.openaiApiKey,
    baseURL: settings.openaiBaseUrl,
  });
}

/** An index is asked with the vectors and terms that it was made with; how its sentences were split does not matter then. */
function mismatch(manifest: IndexManifest, embedder: Embedder): string | null {
  const reason = describeMismatch(manifest, {
    ...manifest,
    embedder: embedder.name,
    embedderFingerprint: embedder.fingerprint,
    analyzer: ANALYZER_VERSION,
  });
  return reason === null ? null : `the index does not fit the settings: ${reason}`;
}

/** The same promise for every caller; a failure is not kept, so that the next call tries again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
