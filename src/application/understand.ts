import type { ModelSession } from '../chat/model-session.ts';
import type { AskRequest } from '../ibid.ts';
import { type Reference, refersBack, resolveReference, standaloneQuestion } from '../query/follow-up.ts';
import { type Intent, intentOf } from '../query/intent.ts';
import type { Mention } from '../query/names.ts';
import { foldForComparison } from '../text/fold.ts';
import type { Memory } from './memory.ts';
import { requirePapers } from './require-papers.ts';
import type { Workbench } from './workbench.ts';

/** How a question is understood in the light of what was said. */
export interface Understanding {
  /** Papers that it refers to. */
  readonly focus: readonly string[];
  /** It names a paper of the corpus. */
  readonly named: boolean;
  /** It sets the papers in focus against each other. */
  readonly several: boolean;
  /** The asker chose the papers in focus: nothing else may be cited. */
  readonly focusOnly: boolean;
  /** The papers in focus are the asker's choice, of this question or of the one that the conversation began with. */
  readonly given: boolean;
  readonly intent: Intent;
  /** To be read, and searched for, without the conversation. */
  readonly standalone: string;
  /** The same in other words, searched for as well; null when there are none. */
  readonly otherWording: string | null;
  readonly rewrittenBy: 'nobody' | 'rules' | 'model';
  /** It points at something said before, and nothing was: whatever shares its few words would answer something else. */
  readonly refersToNothing: boolean;
}

/** A question of so many telling words can be searched for by itself. */
const LONE_TERMS = 4;

/** By rules alone, or, with a session, by a model within what the rules can check. */
export async function understand(
  request: AskRequest,
  memory: Memory,
  bench: Workbench,
  session: ModelSession | null,
): Promise<Understanding> {
  const { question } = request;
  const about = request.about ?? (await writtenOut(question, bench));
  if (about.length > 0) return understandAbout(request, about, bench);
  const planner = session === null ? null : await import('./model-planner.ts');
  const named = distinct(await bench.mentions(question));
  const reference = await referenceOf(question, named, memory, bench);
  const referred = reference?.paperIds ?? [];
  const titles = (await bench.reader.papers(referred)).map(({ paper }) => paper.title);
  const byRules = standaloneQuestion(question, titles);
  const shown = memory.allCitations().map(({ marker, paper }) => ({ marker, title: paper.title }));
  const written =
    session === null || planner === null || memory.turns.length === 0
      ? null
      : await planner.rewriteQuestion(session, {
          question,
          turns: memory.turns,
          shown,
          analyzer: bench.analyzer,
        });
  const byModel = written === null || sameWords(written, question) ? null : written;
  // A model that gives a question back as it is says that it refers to nothing; too short ones it may have failed to understand.
  const standsAlone =
    written !== null && byModel === null && new Set(bench.analyzer.terms(question)).size >= LONE_TERMS;
  // What a model writes out may name the paper that the rules did not see was meant.
  const meant = byModel === null ? named : distinct(await bench.mentions(byModel));
  const focus = standsAlone ? spokenOf(meant) : (reference?.paperIds ?? spokenOf(meant));
  const own: Intent = request.intent ?? intentOf(question, named);
  // One paper is spoken of: whatever the words, there is nothing to list or to set against it.
  const byWords: Intent =
    !standsAlone && referred.length === 1 && own.kind !== 'answer' ? { kind: 'answer' } : own;
  const plan =
    session === null ||
    planner === null ||
    request.intent !== undefined ||
    byWords.kind !== 'compare' ||
    reference?.several === true
      ? null
      : await planner.planComparison(session, {
          question: byModel ?? question,
          shown,
          named: named.map(({ name }) => name),
          analyzer: bench.analyzer,
        });
  const isNamed = meant.length > 0 || named.length > 0;
  const intent = plan === null || byWords.kind !== 'compare' ? byWords : withPlan(byWords.aspects, plan);
  return {
    focus,
    named: isNamed,
    several: !standsAlone && (reference?.several ?? false),
    focusOnly: false,
    given: await beganWith(focus, memory, bench),
    intent,
    standalone: byModel ?? (standsAlone ? question : byRules),
    otherWording: (byModel === null && !standsAlone) || (byModel ?? question) === byRules ? null : byRules,
    rewrittenBy: byModel !== null ? 'model' : standsAlone || byRules === question ? 'nobody' : 'rules',
    refersToNothing:
      memory.turns.length === 0 &&
      !isNamed &&
      intent.kind === 'answer' &&
      refersBack(question, bench.analyzer),
  };
}

/** The papers are chosen already: neither the conversation nor a model can change which are meant. Throws UsageError for an unknown one. */
async function understandAbout(
  { question, intent }: AskRequest,
  about: readonly string[],
  bench: Workbench,
): Promise<Understanding> {
  const focus = [...new Set(about)];
  const papers = await requirePapers(bench.reader, focus, 'the question is about');
  const unsaid = papers.map(({ title }) => title).filter((title) => !question.includes(`“${title}”`));
  const own = intent ?? intentOf(question, distinct(await bench.mentions(question)));
  const compares = own.kind === 'compare';
  return {
    focus,
    named: true,
    several: compares && focus.length > 1,
    focusOnly: true,
    given: true,
    // There is nothing to set a single paper against.
    intent: compares && focus.length === 1 ? { kind: 'answer' } : own,
    standalone: standaloneQuestion(question, unsaid),
    otherWording: null,
    rewrittenBy: unsaid.length > 0 ? 'rules' : 'nobody',
    refersToNothing: false,
  };
}

/** The papers of a question that was written out as `standaloneQuestion` does it, or as a summary of one: by their titles in full. */
async function writtenOut(question: string, { reader }: Workbench): Promise<readonly string[]> {
  const list = /^About (“[^”]+”(?:(?:, | and )“[^”]+”)*): |^Summarize (“[^”]+”)$/u.exec(question);
  const titles = new Set((list?.[1] ?? list?.[2])?.match(/(?<=“)[^”]+/gu));
  if (titles.size === 0) return [];
  const named = (await reader.summaries()).filter(({ title }) => titles.has(title));
  return titles.size === new Set(named.map(({ title }) => title)).size ? named.map(({ id }) => id) : [];
}

/** The conversation was begun about this one paper, as a discussion of it is. */
async function beganWith(
  focus: readonly string[],
  { turns: [first] }: Memory,
  bench: Workbench,
): Promise<boolean> {
  if (first === undefined || focus.length !== 1) return false;
  const about = await writtenOut(first.question, bench);
  return about.length === 1 && about[0] === focus[0];
}

/** But for a leading "and", and for how it is punctuated. */
function sameWords(a: string, b: string): boolean {
  const bare = (text: string): string => foldForComparison(text).replace(/^(?:and|but|so) /u, '');
  return bare(a) === bare(b);
}

async function referenceOf(
  question: string,
  named: readonly Mention[],
  memory: Memory,
  bench: Workbench,
): Promise<Reference | null> {
  const current = memory.current();
  const foreign = current !== undefined && (await bench.foreign(question, current));
  return resolveReference({
    question,
    turns: memory.turns,
    paperOfMarker: (marker) => memory.markers.paperOf(marker),
    named: named.flatMap(({ paperIds }) => paperIds),
    foreignTo: () => foreign,
  });
}

/** What the rules saw to be asked for stays asked for. */
function withPlan(
  aspects: readonly string[],
  plan: { readonly sides: readonly string[]; readonly aspects: readonly string[] },
): Intent {
  if (plan.sides.length === 0) return { kind: 'answer' };
  const known = new Set(aspects.map((aspect) => aspect.toLowerCase()));
  const more = plan.aspects.filter((aspect) => !known.has(aspect.toLowerCase()));
  return { kind: 'compare', sides: plan.sides, aspects: [...aspects, ...more] };
}

/** The one paper that a question names; none when it names several, or a name that papers share. */
function spokenOf(named: readonly Mention[]): readonly string[] {
  const [only] = named;
  return named.length === 1 && only?.own === true && only.paperIds.length === 1 ? only.paperIds : [];
}

/** Two names of one paper, or one name said twice, are one side. */
function distinct(mentions: readonly Mention[]): Mention[] {
  return mentions.filter(
    (mention, place) => mentions.findIndex(({ paperIds }) => paperIds[0] === mention.paperIds[0]) === place,
  );
}
