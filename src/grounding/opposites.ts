import { stemmer } from 'stemmer';

/** One end of a scale that a word names: "faster" is an end of speed, "slower" the other. */
export interface Pole {
  readonly scale: number;
  readonly sign: 1 | -1;
  /** The scale is one of comparison (more, better, faster), along which things are said to move; else of kinds (sparse, dense). */
  readonly graded: boolean;
}

/** Ends of a scale, parted by a bar. A word may be on several. */
const GRADED: readonly string[] = [
  `higher high highest highly increase rise raise grow growth gain more most greater great greatest larger large largest bigger big boost above
  exceed expand additional upward elevate enlarge lift uplift
  | lower low lowest decrease reduce reduction drop decline fall less least fewer few smaller small smallest shrink cut below
  diminish lessen loss lose downward halve save`,
  `better best improve improvement enhance enhancement superior superiority outperform surpass exceed beat strengthen advance
  gain boost raise increase above excel win rise lift uplift
  | worse worst degrade degradation deteriorate deterioration inferior underperform weaken hurt harm suffer impair damage lose loss
  decline drop decrease fall sacrifice below hamper hinder worsen compromise`,
  'faster fast fastest quick quicker quickly accelerate acceleration speedup rapid rapidly swift | slower slow slowest slowly slowdown decelerate delay',
  'cheaper cheap cheapest inexpensive affordable economical | expensive costly costlier dearer pricey',
  'longer long longest lengthen prolong | shorter short shortest shorten brief briefer',
  'earlier early earliest sooner before | later late latest after',
  'stronger strong strongest | weaker weak weakest',
  'easier easy easiest easily ease simple simpler | harder hard hardest difficult difficulty',
  'deeper deep | shallow shallower',
  'wider wide broad broader | narrow narrower',
  'alleviate mitigate relieve reduce prevent avoid lessen | exacerbate worsen aggravate amplify cause',
  'many numerous | few fewer',
  'maintain preserve retain unchanged intact | worsen degrade hurt harm sacrifice compromise impair lose drop reduce lower decrease',
  'maintain preserve retain unchanged intact | improve increase enhance boost raise change alter impact affect',
  'stabilize stable stability | destabilize unstable instability',
];

const KINDS: readonly string[] = [
  'upper top | lower bottom',
  'modest modestly minor slight slightly negligible minimal | severe severely substantial substantially significant significantly considerable dramatic dramatically drastic major heavy',
  'inner internal interior | outer external exterior',
  'sparse sparsity sparser | dense density denser',
  'global globally | local locally',
  'open | closed proprietary',
  'online | offline',
  'positive positively | negative negatively',
  'input | output',
  'maximum maximal maximally maximize | minimum minimal minimally minimize',
  'static | dynamic dynamically',
  'discrete | continuous',
  'majority | minority',
  'include inclusion | exclude exclusion',
  'accept | reject',
  'add addition | remove removal',
  'common frequent | rare infrequent uncommon',
  'success succeed successful | failure fail',
  'same identical | different distinct',
  'similar alike similarity | dissimilar different',
  'encoder | decoder',
  'teacher | student',
  'clean | noisy',
  'seen | unseen',
  'coarse coarser | fine finer',
  'forward | backward',
  'horizontal | vertical',
  'single | multiple several',
  'explicit explicitly | implicit implicitly',
  'exact exactly | approximate approximately approximation',
  'homogeneous homogeneity | heterogeneous heterogeneity',
  'frozen freeze | trainable',
  'deterministic | stochastic probabilistic random',
  'supervised | unsupervised',
  'linear linearly | quadratic exponential nonlinear quadratically exponentially',
  'advantage strength | disadvantage weakness drawback',
  'overfit | underfit',
  'overestimate | underestimate',
  'enable allow permit | prevent prohibit prevent forbid',
  'centralized | decentralized',
  'public publicly | private privately proprietary',
  'confirm support | refute contradict',
  'encourage | discourage',
  'odd | even',
  'width | depth',
  'fixed constant | variable varying',
  'separate separately | shared jointly',
  'spoken | written',
  'formal formally | informal informally',
  'real | synthetic artificial',
  'light lightweight | heavy heavyweight',
  'cheap | expensive',
  'unconditional unconditionally | conditional conditionally',
  'synchronous | asynchronous',
  'symmetric | asymmetric',
];

const IRREGULAR: Readonly<Record<string, string>> = {
  fell: 'fall',
  fallen: 'fall',
  rose: 'rise',
  risen: 'rise',
  grew: 'grow',
  grown: 'grow',
  lost: 'lose',
};
const NONE: readonly Pole[] = [];
const POLES = collect();

/** By stem, and by the words themselves, so that stop words and irregular forms are found without one. */
function collect(): ReadonlyMap<string, readonly Pole[]> {
  const poles = new Map<string, Pole[]>();
  [...GRADED, ...KINDS].forEach((line, scale) => {
    line.split('|').forEach((side, place) => {
      for (const word of side.trim().split(/\s+/u))
        for (const key of new Set([word, stemmer(word)])) {
          const own = poles.get(key) ?? [];
          if (!own.some((pole) => pole.scale === scale))
            own.push({ scale, sign: place === 0 ? 1 : -1, graded: scale < GRADED.length });
          poles.set(key, own);
        }
    });
  });
  for (const [form, word] of Object.entries(IRREGULAR)) poles.set(form, poles.get(word) ?? []);
  return poles;
}

/**
 * The ends of scales that a lower-case word, in whatever form, stands for; none for most words. `stem` is given where it is known:
 * stemming is the dear part.
 */
export function polesOf(word: string, stem: string = stemmer(word)): readonly Pole[] {
  return POLES.get(word) ?? POLES.get(stem) ?? NONE;
}

/** The form of a word under which the scales have it. */
export function scaleWord(word: string): string {
  return IRREGULAR[word] ?? word;
}

export function areOpposites(own: readonly Pole[], others: readonly Pole[]): boolean {
  if (own.length === 0 || others.length === 0) return false;
  // "Reduce" and "gain" are far apart on one scale; on none of those they share may they agree.
  return (
    own.some((pole) => others.some((other) => other.scale === pole.scale && other.sign !== pole.sign)) &&
    !own.some((pole) => others.some((other) => other.scale === pole.scale && other.sign === pole.sign))
  );
}
