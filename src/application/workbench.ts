import type { Answerer } from '../answerer/answerer.ts';
import type { ModelSession } from '../chat/model-session.ts';
import type { Strictness } from '../grounding/strictness.ts';
import type { Paper } from '../papers/paper.ts';
import type { Mention } from '../query/names.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { IndexReader } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { GatherSettings } from './gather-evidence.ts';
import type { ModelDesk } from './model-desk.ts';

/** What a conversation works with; asked for anew at each question, so that a rebuilt index is seen. */
export interface Workbench {
  readonly reader: IndexReader;
  readonly retriever: Retriever;
  readonly analyzer: Analyzer;
  /** Without a session no model is asked. */
  readonly answerer: (session: ModelSession | null) => Answerer;
  /** Null without a chat model. */
  readonly desk: ModelDesk | null;
  /** How claims are checked when a question does not say. */
  readonly check: Strictness;
  readonly gather: GatherSettings;
  /** The embedder makes sense of the question's language. */
  readonly readable: (question: string) => boolean;
  /** The methods that a text names, in the order it names them. */
  readonly mentions: (text: string) => Promise<readonly Mention[]>;
  /** A paper that has none of the question's words, although the corpus has some of them. */
  readonly foreign: (question: string, paper: Paper) => Promise<boolean>;
}
