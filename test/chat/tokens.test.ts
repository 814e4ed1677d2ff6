import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../src/chat/tokens.ts';

/** Also what strings must not hold and yet do: halves of surrogate pairs, control characters. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('word', 'GPT', ' ', '\n', '12', '3.4%', '模型', 'é', '{"', '🤖'), {
      maxLength: 30,
    })
    .map((parts) => parts.join('')),
);

/** What tokenizers really make of a text: the dearest of o200k, cl100k, Llama 3, Qwen 3 and Gemma 3, measured once. */
const MEASURED: readonly (readonly [what: string, text: string, tokens: number])[] = [
  [
    'Chinese',
    '我们提出了一种新的方法，可以在不降低图像质量的情况下将采样时间缩短百分之四十一，并在多个数据集上进行了评估。该模型使用教师网络的输出来训练学生网络。',
    77,
  ],
  [
    'Japanese',
    '本論文では、画像の品質を落とさずに計算時間を短縮する手法を提案する。ニューラルネットワークの蒸留に関する実験結果を報告し、データセットについて述べる。',
    87,
  ],
  [
    'Russian',
    'Предложенный метод сокращает время вычислений без потери качества создаваемых изображений, а также описывает наборы данных и способы оценки.',
    53,
  ],
  [
    'links',
    'Code is at https://github.com/some-lab/vq-graph_v2 and https://arxiv.org/abs/2308.02117v3; see also doi:10.1145/3580305.3599256.',
    69,
  ],
  [
    'names',
    'γ-MoD, VQGraph, FlashAttention-2, LLaVA-NeXT, DINOv2, GPT-4o-mini, CLIP-ViT-B/32, SwinTransformer, QLoRA, AWQ, BEVFormer, iLA-SDP',
    63,
  ],
];

describe('an estimate of tokens', () => {
  it('is 0 for the empty text alone', () => {
    expect(estimateTokens('')).toBe(0);
    for (const text of [' ', '\n', 'a', '0', '.', '\u0000', '\ud83e'])
      expect(estimateTokens(text)).toBeGreaterThan(0);
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = estimateTokens(text);
        expect(Number.isInteger(tokens)).toBe(true);
        expect(tokens > 0).toBe(text !== '');
      }),
    );
  });

  it('does not fall when text is added at either end', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const together = estimateTokens(before + after);
        expect(together).toBeGreaterThanOrEqual(estimateTokens(before));
        expect(together).toBeGreaterThanOrEqual(estimateTokens(after));
      }),
      { numRuns: 500 },
    );
  });

  it.each(MEASURED)('of %s is not below what tokenizers make of it, nor much above', (_, text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(estimateTokens(text)).toBeLessThan(tokens * 1.4);
  });

  it('of the bundled abstracts lies above what tokenizers make of them by less than half', () => {
    const file = fileURLToPath(new URL('../../corpus/daily-papers-1.txt', import.meta.url));
    const text = readFileSync(file, 'utf8');
    // 0.185 tokens a character: Qwen 3 and Gemma 3.
    expect(estimateTokens(text)).toBeGreaterThan(0.185 * text.length);
    expect(estimateTokens(text)).toBeLessThan(1.5 * 0.185 * text.length);
  });

  it('counts short words, figures and signs each', () => {
    expect(estimateTokens('a b c d e f')).toBeGreaterThanOrEqual(6);
    expect(estimateTokens('2308.02117')).toBeGreaterThanOrEqual(10);
    expect(estimateTokens('( ) [ ] { }')).toBeGreaterThanOrEqual(6);
  });
});
