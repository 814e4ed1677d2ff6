import { stemmer } from 'stemmer';

/** Words that say the same in an abstract, or nearly so. A claim may use one for another; none of them is a name or a number. */
const GROUPS: readonly string[] = [
  'fast faster fastest quick quicker rapid rapidly speed speedup accelerate acceleration swift',
  'reduce reduction decrease lower low lessen diminish cut shrink save saving drop fewer smaller curb',
  'improve improvement enhance enhancement boost increase raise better gain rise lift advance elevate strengthen higher high',
  'outperform surpass exceed beat superior superiority better overtake outdo',
  'method approach technique framework scheme strategy algorithm procedure mechanism pipeline',
  'paper work study article author researcher writer',
  'show demonstrate find reveal indicate report observe confirm prove evidence verify finding discover',
  'propose introduce present develop design describe offer devise suggest provide release contribute',
  'use employ utilize leverage exploit apply adopt harness',
  'cost costly expense expensive price burden',
  'dataset data benchmark corpus corpora collection',
  'compute computation computational computing flop',
  'train retrain learn taught training',
  'finetune tune finetuning adapt',
  'predict forecast foresee anticipate estimate prediction estimation',
  'error mistake wrong incorrect',
  'accuracy accurate accurately precise precision precisely correct correctly correctness',
  'document text article passage',
  'combine merge fuse integrate join unify together combination blend mix pair',
  'keep maintain preserve retain remain conserve',
  'remove eliminate discard drop prune skip omit filter throw exclude',
  'choose select pick selection choice search',
  'best optimal optimum ideal',
  'amount size quantity number volume',
  'depend hinge rely scale',
  'build base built ground found',
  'large big huge massive vast extensive great considerable substantial significant notable clear strong sizable',
  'small tiny compact little lightweight modest few minor light slight slightly minimal',
  'hard difficult challenging challenge difficulty problem issue obstacle struggle trouble',
  'need require demand necessitate requirement',
  'many various diverse multiple several numerous different wide variety range',
  'enable let permit possible able capable make made',
  'create generate produce synthesize build construct form make generation production',
  'evaluate test assess measure experiment evaluation assessment trial try cover',
  'image picture photo photograph visual',
  'user people person customer consumer audience individual human',
  'item product offering good',
  'performance quality effectiveness efficacy result effective well',
  'efficient efficiency economical inexpensive cheap cheaper affordable',
  'important importance crucial key vital essential critical matter significant',
  'common typical usual standard ordinary conventional traditional typically usually commonly regular',
  'earlier previous prior existing past before former current',
  'new novel fresh recent newly unseen',
  'simple simplicity easy straightforward plain easily',
  'change alter modify adapt adjust alteration modification adaptation',
  'part piece portion segment component fraction',
  'step stage phase iteration round',
  'transfer carry propagate convey deliver pass',
  'robust resilient robustness resilience stable stability sturdy',
  'understand interpret comprehend interpretability interpretable understanding explain explainable explanation',
  'relevant pertinent related relevance',
  'irrelevant unimportant unrelated',
  'similar alike comparable close resemble similarity akin same par equal',
  'compare comparison versus relative contrast against',
  'structure architecture organization design layout',
  'weight parameter',
  'divide split partition part separate cut segment',
  'shared common joint jointly share',
  'length long size scale',
  'memory storage footprint',
  'latency delay runtime time',
  'limit limitation restrict constrain bound restriction constraint confine',
  'aim goal objective purpose target seek intend',
  'cause lead result bring yield give make produce induce',
  'avoid prevent circumvent spare avert sidestep without',
  'answer response reply respond',
  'question query ask',
  'search retrieve retrieval find look fetch retrieving',
  'order rank ranking sort',
  'group cluster category class',
  'detect detection identify recognize recognition locate',
  'label annotate annotation annotated',
  'guide steer control direct guidance',
  'replace substitute swap exchange instead place',
  'connect link relate relation relationship connection correlate correlation',
  'input prompt',
  'output result outcome',
  'word token term',
  'noise noisy perturb perturbation jitter corrupted degraded corrupt',
  'video film clip footage movie',
  'music song audio',
  'advertisement ad advertising ads advert',
  'recommendation recommender recommend suggest',
  'preference taste interest like',
  'bias biased skew skewed',
  'collect gather collection obtain acquire',
  'contain include consist comprise involve cover hold span',
  'expand extend extension broaden enlarge',
  'allocate distribute assign allocation assignment dispatch route',
  'activate activation fire trigger active',
  'encode represent representation embed embedding encoding express',
  'mathematical theoretical theoretically theory formal prove provably proof',
  'practical practice realistic real-world real',
  'modify edit alter',
  'attribute property characteristic trait feature',
  'happen occur arise emerge appear',
  'emphasize stress highlight underline underscore favour favor',
  'solve address tackle resolve overcome handle deal',
  'support help assist aid facilitate',
  'match reach attain achieve obtain get hit',
  'start begin beginning initial initially early onset',
  'merge combine unite',
  'twice double doubling',
  'program code software programming',
  'system platform',
  'industrial commercial production deployed deploy industry deployment',
  'click click-through ctr',
  'expert specialist',
  'balance trade-off tradeoff compromise equilibrium',
  'investigate explore examine analyze analyse study analysis investigation exploration inspect',
  'survey review overview',
  'public open publicly available open-source open-sourced',
  'free release released',
];

/** Words that frame a statement and say little themselves: what they stand in is what counts. */
const FRAMING = new Set(
  `paper work study article author authors approach method methods technique propose introduce present describe show demonstrate report find
  result results experiment experiments evaluate evaluation according achieve provide offer aim goal task tasks model models
  abstract researcher way case example e.g i.e thus called named new novel existing previous earlier compare compared comparison
  performance based make made kind type number various several well far time work works system data done respect order term terms
  own together instead set thing things people person say said whole part especially mainly itself roughly nearly clearly ordinary certain
  turn lot hold holds come comes goes put puts`
    .split(/\s+/u)
    .map((word) => stemmer(word)),
);

const GROUPS_OF = collect();

function collect(): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  GROUPS.forEach((line, group) => {
    for (const word of line.split(/\s+/u)) {
      const stem = stemmer(word.replaceAll('-', ''));
      groups.set(stem, [...(groups.get(stem) ?? []), group]);
    }
  });
  return groups;
}

/** Numbers of the groups of synonyms that a stem belongs to. */
export function synonymGroups(stem: string): readonly number[] {
  return GROUPS_OF.get(stem) ?? [];
}

export function isFraming(stem: string): boolean {
  return FRAMING.has(stem);
}
