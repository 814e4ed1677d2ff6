import { isNameLike } from '../../papers/names.ts';
import { splitIntoPassages } from '../../papers/splitting.ts';
import { foldCharacters } from '../../text/fold.ts';
import { nounPhrase } from './phrases.ts';

/** What a question calls a paper or its method. */
export interface Subject {
  /** "VQGraph", "the multi-level framework for training acceleration", "this survey". */
  readonly text: string;
  /** A method by its name or by what it is; or the paper itself. */
  readonly kind: 'name' | 'description' | 'paper';
  readonly plural: boolean;
  /** It reports on the work of others. */
  readonly surveys: boolean;
}

export interface Subjected {
  readonly title: string;
  readonly abstract: string;
}

const NAME = String.raw`(?:[\p{L}\p{N}γβα]+(?:[-⋅·.+^][\p{L}\p{N}]+)*\+*(?: (?=\p{N}|\p{Lu})[\p{L}\p{N}]+(?:[-⋅·.+^][\p{L}\p{N}]+)*\+*){0,4})`;
/** A short form in parentheses. */
const SHORT = String.raw`[\p{L}\p{N}γβα]+(?:[-⋅·.+^][\p{L}\p{N}]+)*\+*`;
const PROPOSES = String.raw`(?:[Ww]e|[Tt]his (?:paper|work|report|article|study)|[Tt]he paper) (?:\p{Ll}+ ){0,2}?(?:propose|introduce|present|develop|describe|design)s?`;
const CALLED = String.raw`\b(?:called|named|dubbed|termed|coined|namely)(?: as)?,? ["“'‘]?(?:the )?`;
/** Where an abstract says how what it proposes is called; tried in order. `strong`: whatever stands there is a name. */
const INTRODUCTIONS: readonly { readonly pattern: RegExp; readonly strong: boolean }[] = [
  // "we propose a method, called Long Form of It (LFI)", "…, Long Form (LF), that …", "… the Long Form (LF)."
  {
    pattern: new RegExp(String.raw`\b${PROPOSES} [^.;]{0,160}?${CALLED}[^.,;()]{2,80}? \((SHORT)\)`, 'gu'),
    strong: true,
  },
  { pattern: new RegExp(String.raw`\b${PROPOSES} [^.;]{0,160}?${CALLED}(NAME)`, 'gu'), strong: true },
  {
    pattern:
      /\b(?:[Ww]e (?:call|name|dub|term)|[Oo]ur (?:proposed )?\p{Ll}+(?: \p{Ll}+)?,) ["“']?(NAME)["”']?[,.]/gu,
    strong: false,
  },
  {
    pattern: new RegExp(
      String.raw`\b${PROPOSES} (?!to )[^.;()]{0,110}?\((SHORT)\)(?! (?:approach|task|problem),)`,
      'gu',
    ),
    strong: false,
  },
  {
    pattern: new RegExp(
      String.raw`\b${PROPOSES} (?!to )[^.;:()]{0,120}? \(\p{Lu}{2,}\) (?:approach|method|model|framework), [^.;:(),]{2,60} \((SHORT)\)`,
      'gu',
    ),
    strong: false,
  },
  {
    pattern: new RegExp(String.raw`\b${PROPOSES} (?:an?|the) [^.;:(),]{2,80}, (NAME), `, 'gu'),
    strong: true,
  },
  {
    pattern: new RegExp(
      String.raw`\b${PROPOSES} (?:an? |the )?(?:\p{Ll}[\p{L}-]* ){0,5}?(NAME)(?=[,.;:(]| \(| (?:an?|the|that|which|to|for|with|as|model|framework|approach|method|in|by|from)\b)`,
      'gu',
    ),
    strong: false,
  },
  { pattern: new RegExp(String.raw`${CALLED}[^.,;()]{2,80}? \((SHORT)\)`, 'gu'), strong: false },
  { pattern: new RegExp(`${CALLED}(NAME)`, 'gu'), strong: false },
].map(({ pattern, strong }) => ({
  strong,
  pattern: new RegExp(pattern.source.replace('(NAME)', `(${NAME})`).replace('(SHORT)', `(${SHORT})`), 'gu'),
}));
/** Behind this place in the list nothing says that the named thing is the paper's own. */
const LAST_PROPOSING = 6;
const TITLE_HEAD = /^([^:]{2,40}?)\s*:\s/u;
/** What a description may be the description of. */
const THINGS =
  /\b(?:framework|method|approach|model|architecture|algorithm|system|network|mechanism|scheme|technique|strategy|paradigm|tokenizer|pipeline|benchmark|dataset|metric|loss|operator|layer|module|attention|agent|tool|procedure|estimator|autoencoder|decoder|encoder|transformer|recommender)\b/iu;
const PROPOSED =
  /\b(?:[Oo]ur|[Tt]he proposed|[Tt]he new|[Tt]his new|[Aa] novel|[Aa] new) (?:[\p{L}-]+ ){0,3}?(framework|method|approach|model|architecture|algorithm|system|network|mechanism|technique|strategy)\b/u;
const SURVEY_TITLE = /(?:^|: )(?:an? )?(?:[\w-]+ ){0,2}(?:survey|review|overview)\b|\bsurvey$/iu;
const SURVEYING = /\b(?:this|our) (?:[\w-]+ )?(?:survey|review|overview)\b/iu;

/** What to call the paper in a question that is asked of it alone. Pure. */
export function subjectOf(paper: Subjected): Subject {
  const surveys = SURVEY_TITLE.test(paper.title) || SURVEYING.test(paper.abstract);
  const name = surveys ? null : nameOf(paper);
  if (name !== null) return { text: name, kind: 'name', plural: isPlural(name, paper.abstract), surveys };
  const description = surveys ? null : descriptionOf(paper.abstract);
  if (description !== null)
    return { text: `the ${description}`, kind: 'description', plural: false, surveys };
  const proposed = surveys ? undefined : PROPOSED.exec(paper.abstract)?.[1]?.toLowerCase();
  if (proposed !== undefined)
    return { text: `the proposed ${proposed}`, kind: 'description', plural: false, surveys };
  return { text: surveys ? 'this survey' : 'this paper', kind: 'paper', plural: false, surveys };
}

/** What the method is called: by the title before its colon, else by the sentence that introduces it; its short form where it has one. */
function nameOf({ title, abstract }: Subjected): string | null {
  const head = TITLE_HEAD.exec(title)?.[1]?.trim();
  if (head !== undefined && isHeadName(head, abstract)) return shortForm(head, abstract);
  const own = INTRODUCTIONS.flatMap(({ pattern, strong }, rank) =>
    [...abstract.matchAll(pattern)].map(({ 1: name = '', index }) => ({ name, strong, index, rank })),
  )
    .filter(({ name, strong }) => isOwnName(name, strong))
    // What is proposed first is the main thing; of two names at one place, the likelier form of words tells.
    .sort(
      (a, b) =>
        Number(a.rank > LAST_PROPOSING) - Number(b.rank > LAST_PROPOSING) ||
        a.index - b.index ||
        a.rank - b.rank,
    )
    .map(({ name }) => name);
  // A title names what its paper is about.
  const name = own.find((one) => !one.includes(' ') && title.includes(one)) ?? own[0];
  return name === undefined ? null : shortForm(name, abstract);
}

/** A single word is the name; several are when they are written like one and the abstract has them too. */
function isHeadName(head: string, abstract: string): boolean {
  const words = head.split(/\s+/u);
  if (words.length === 1) return /\p{Lu}/u.test(head) && !SHARED.test(head);
  if (words.length > 4 || words.some((word) => SHARED.test(word))) return false;
  if (!words.every((word) => /^[\p{Lu}\p{N}]/u.test(word))) return false;
  return (
    isNameLike(words.at(-1) ?? '') ||
    (words.length < 4 && foldCharacters(abstract).includes(foldCharacters(head)))
  );
}

/** "Graph Sequence Model (GSM)" is GSM from there on. */
function shortForm(name: string, abstract: string): string {
  if (!name.includes(' ')) return name;
  const at = abstract.indexOf(`${name} (`);
  const short =
    at < 0 ? undefined : /^\(([\p{L}\p{N}-]{2,10})\)/u.exec(abstract.slice(at + name.length + 1))?.[1];
  return short !== undefined && isNameLike(short) && !SHARED.test(short) ? short : name;
}

/** Abbreviations of a whole field are no name of one method. */
const SHARED =
  /^(?:LLMs?|MoEs?|SMoE|GNNs?|MLPs?|GANs?|VLMs?|MLLMs?|LMMs?|CNNs?|RNNs?|ViTs?|CTR|AI|ML|NLP|SAEs?|PDEs?|INRs?|RL|BERT|GPT|Transformers?|EM|GP|ASR|KD|LIC|Bayesian|Mixture|Gaussian|Softmax|Picsart.*|JD|NAT|DMs?)$/u;

function isOwnName(name: string, strong: boolean): boolean {
  if (name.length < 2 || name.length > 40 || SHARED.test(name)) return false;
  const words = name.split(' ');
  if (!words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || isNameLike(word))) return false;
  if (words.some(isNameLike)) return true;
  return (strong || words.length > 1) && name.length > 3;
}

/** "we propose a multi-level framework for training acceleration." */
function descriptionOf(abstract: string): string | null {
  const pattern = new RegExp(String.raw`\b${PROPOSES} (an? |the )(?!first\b)(.+)$`, 'iu');
  for (const { text } of splitIntoPassages({ id: '', abstract })) {
    const phrase = nounPhrase(pattern.exec(text)?.[2] ?? '', 9);
    if (phrase === null || phrase.split(' ').length < 3 || / this | these /u.test(phrase)) continue;
    const [named = ''] = phrase.split(/ (?:of|for|in|on|from|at|across) /u);
    if (THINGS.test(named.split(' ').at(-1) ?? '') && named.includes(' ')) return phrase;
  }
  return null;
}

function isPlural(name: string, abstract: string): boolean {
  return /[^s]s$/u.test(name) && !abstract.includes(`${name} is `) && !abstract.includes(`${name} has `);
}
