/** Abstracts seldom say the aspect itself: of speed they say "3x faster", of accuracy "outperforms". */
const WIDER: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:speed|fast|faster|latency|runtime|inference time|throughput)\b/iu,
    'speed speedup fast faster slow slower latency throughput accelerate acceleration runtime time overhead',
  ],
  [
    /\b(?:efficien\w+|comput\w+|overhead|flops)\b/iu,
    'efficient efficiency computation computational compute cost flops overhead faster speedup memory throughput latency',
  ],
  [
    /\b(?:costs?|expensive|budget)\b/iu,
    'cost costly expensive cheap budget computation compute memory overhead',
  ],
  [/\b(?:memory|footprint|storage)\b/iu, 'memory footprint storage gpu parameters compression'],
  [
    /\b(?:accura\w+|quality|performance|results?|effective\w*)\b/iu,
    'accuracy accurate quality outperform outperforms surpass state-of-the-art score improvement improve',
  ],
  [
    /\b(?:data|datasets?|benchmarks?|evaluation)\b/iu,
    'data dataset datasets benchmark benchmarks corpus samples images',
  ],
  [
    /\b(?:train\w*|supervis\w+)\b/iu,
    'train training trained training-free fine-tune finetuning pre-training pretrained supervision retraining',
  ],
  [/\b(?:size|scale|parameters?|capacity)\b/iu, 'size parameters parameter billion scale scales capacity'],
  [
    /\b(?:robust\w*|noise|stability)\b/iu,
    'robust robustness noise noisy stable stability perturbation shift',
  ],
  [/\b(?:limit\w*|drawbacks?|weakness\w*)\b/iu, 'limitation limited however although trade-off drawback'],
];

/** Words that tell of an aspect without naming it; empty for aspects that go by their own name only. */
export function widerWords(aspect: string): string {
  return WIDER.filter(([pattern]) => pattern.test(aspect))
    .map(([, words]) => words)
    .join(' ');
}
