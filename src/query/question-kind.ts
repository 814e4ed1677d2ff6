/** What sort of sentence would answer a question. */
export type QuestionKind = 'figure' | 'definition' | 'how' | 'why' | 'result' | 'limit' | 'which' | 'open';

/** Tried in order: the first that fits names the kind. */
const PATTERNS: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    'figure',
    /\bhow (?:much|many|fast|large|big|long|often|high|low|well|small|accurate|slow|far|deep|expensive|quickly)\b|\b(?:what|which|the) (?:percent\w*|number|share|fraction|rate|speed-?up|size|score|ratio|amount|factor|throughput|cost|complexity|accuracy|improvement|gain|latency)\b|\b(?:percent\w*|speed-?up|throughput|numbers?|figures?)\b.*\?|\bby what (?:factor|margin)\b/iu,
  ],
  [
    'why',
    /\bwhy\b|\bhow come\b|\b(?:what|the) (?:reason|cause|motivation|problem|issue|bottleneck)s?\b|\bwhat(?:'s| is| was) wrong\b/iu,
  ],
  [
    'limit',
    /\b(?:limitations?|drawbacks?|shortcomings?|downsides?|caveats?|trade-?offs?|weakness\w*|catch|careful|disadvantages?)\b/iu,
  ],
  [
    'result',
    /\b(?:results?|findings?|outperform\w*|better than|beats?|compare[ds]? (?:to|with)|improve[sd]?|achieve[sd]?|perform\w*|conclu\w+|evaluat\w+|does it (?:help|work)|do they (?:find|show)|works? better|tested|experiments?|benchmarks?|datasets?)\b/iu,
  ],
  [
    'definition',
    /^\W*(?:so |ok |and |but |well |hi |hello )*(?:what(?:'s| is| are| was) (?:the |a |an )?[\w-]+(?: [\w-]+){0,3}\??$|define\b|explain\b|what does [\w-]+ (?:stand for|mean)|who (?:is|are)\b|what does [\w-]+ do\b|tell me about\b)/iu,
  ],
  [
    'how',
    /\bhow (?:do|does|did|is|are|can|would|could|to|exactly|it|they)\b|\bin what way\b|\bby what means\b|\bhow\b/iu,
  ],
  ['which', /\b(?:which|who|where|when|what)\b/iu],
];

export function questionKind(question: string): QuestionKind {
  for (const [kind, pattern] of PATTERNS) if (pattern.test(question)) return kind;
  return 'open';
}
