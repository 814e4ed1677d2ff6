import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../src/papers/cleaning.ts';

const raw = String.raw;

describe('cleanText', () => {
  test.each([
    // What the bundled pages hold.
    [raw`computational Schr\"odinger Bridges`, 'computational Schrödinger Bridges'],
    [raw`Code Llama (Rozi\`ere et al., 2023)`, 'Code Llama (Rozière et al., 2023)'],
    [raw`practices from T\"ulu 3`, 'practices from Tülu 3'],
    [raw`a 1.6\% increase`, 'a 1.6% increase'],
    [raw`Embedding\&MLP paradigm, (S\&R) services`, 'Embedding&MLP paradigm, (S&R) services'],
    ['convergence speed (16times faster), shows', 'convergence speed (16× faster), shows'],
    [raw`speed (16\times faster)`, 'speed (16× faster)'],
    ['16times faster, many times, 3 times, sometimes', '16× faster, many times, 3 times, sometimes'],
    ['up to 3.67times speedup', 'up to 3.67× speedup'],
    ['resolution to 1280times720. To', 'resolution to 1280×720. To'],
    ['experts k_{ast} is known', 'experts k* is known'],
    ['HyperZcdotZcdotW Operator', 'HyperZ⋅Z⋅W Operator'],
    ['a HyperZ{cdotZ{cdot}W} operator', 'a HyperZ⋅Z⋅W operator'],
    ['O (log(D) cdot |p|), where', 'O (log(D) ⋅ |p|), where'],
    [raw`(2) {\it long-term}: interactions`, '(2) long-term: interactions'],
    [raw`(NeRV, E-NeRV, \etc) reconstruct`, '(NeRV, E-NeRV, etc.) reconstruct'],
    [raw`regions (\ie, routed regions)`, 'regions (i.e., routed regions)'],
    [raw`the \rdmpr, algorithm`, 'the rdmpr, algorithm'],
    ['dubbed "KD" (KD^{3}), which', 'dubbed "KD" (KD^3), which'],
    ["``activated tokens''. Our", '"activated tokens". Our'],
    ['codecs~(H.264, H.265)', 'codecs (H.264, H.265)'],
    ['(e.g.~10% of the dataset)', '(e.g. 10% of the dataset)'],
    ['controllability by ~33.5% in', 'controllability by ~33.5% in'],
    ['field. {Firstly, we propose', 'field. Firstly, we propose'],
    ['https://github.com/a/Faster{FasterDiffusion}.', 'https://github.com/a/Faster (FasterDiffusion).'],
    // What arXiv's own abstracts hold.
    [
      raw`Fr\'{e}chet, B\'ezier, na\"{\i}ve, \v{S}koda, Stra\ss e, \c{C}elik`,
      'Fréchet, Bézier, naïve, Škoda, Straße, Çelik',
    ],
    [raw`the $\alpha$-divergence and \b{eta}-VAE`, 'the α-divergence and β-VAE'],
    [raw`in $\mathcal{O}(n^2)$ or $O(n\log n)$`, 'in O(n^2) or O(n log n)'],
    [raw`$x_{i}$ in $\mathbb{R}^{d}$, $\leq 5$, $10^{-3}$, $90^\circ$`, 'x_i in ℝ^d, ≤ 5, 10^-3, 90°'],
    [raw`mathcal{O}(n) and R^{n+m}`, 'O(n) and R^(n+m)'],
    [raw`$\frac{3n-1}{2n}$-MMS, $\sqrt{n}$`, '(3n-1)/2n-MMS, √n'],
    [raw`by $\sim$10\%, 48\%$\sim$66\%`, 'by ~10%, 48% ~ 66%'],
    [raw`\textbf{Bold \emph{nested}} and {\em old} style`, 'Bold nested and old style'],
    [raw`by \textcolor{red}{Foo}~\cite{foo2020}.`, 'by Foo.'],
    [raw`\href{https://x.org/a\_b}{our code}`, 'our code (https://x.org/a_b)'],
    [raw`\url{https://x.org/~me/a_b}`, 'https://x.org/~me/a_b'],
    [raw`We propose \method, and \model{} wins`, 'We propose method, and model wins'],
    [raw`costs \$5 and $10 per run`, 'costs $5 and $10 per run'],
    [raw`don\'t, the model\'s`, "don't, the model's"],
    ['k in {1,2,3}, En-{De, Zh}', 'k in {1,2,3}, En-{De, Zh}'],
    [raw`$\unicode{x2013}$`, '–'],
    ['Q&amp;A of H&amp;E &lt;think&gt;', 'Q&A of H&E <think>'],
    ['<jats:p>We <i>see</i></jats:p>', 'We see'],
  ])('%s', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test.each([
    'many times, 5 times faster, sometimes, 3 times, 2.83 times, 3-8 times',
    'ten timesteps and 1000timesteps of anecdotal evidence',
    'the <answer> tag, the O(n^2) cost, MLICv2^+, a_b and x_1',
    'raises $100 million, then $250.',
    "the users' `interests'",
  ])('leaves English alone: %s', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  test('removes what is not seen and folds white space', () => {
    expect(cleanText('a\u202Eb\u200Bc\u0000d\u001B[31m\u00ADe\uFEFF\u2066f\u{E0041}')).toBe('abcd[31mef');
    expect(cleanText('  one\r\n\ttwo\u00A0\u2028three\u0085four ')).toBe('one two three four');
    expect(cleanText('a\u3164b\uFE0Fc\u115F')).toBe('abc');
    expect(cleanText('Cafe\u0301')).toBe('Café');
    expect(cleanText('a\uD800b')).toBe('ab');
  });

  test('changes nothing in what is clean, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        '\\',
        '{',
        '}',
        '$',
        '^',
        '_',
        '~',
        '`',
        "''",
        '``',
        ' ',
        '&amp;',
        '&lt;',
        '<i>',
        'cdot',
        '5times',
        '\\%',
        '\\$',
      ],
      ...[
        '\\textbf{',
        '\\frac',
        '\\"',
        "\\'",
        '\\sim',
        '\\hat',
        '{ast}',
        'word',
        'x',
        '7',
        '.',
        ',',
        '\u0301',
        '\u200B',
        'é',
      ],
      ...[
        '\\b{eta}',
        '\\left',
        '\\log',
        '\\item',
        '\\footnote{',
        '\\href{a}',
        'https://a.b/',
        '\\url{',
        '\\cite{k}',
        '\\\\',
      ],
    );
    const text = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'grapheme' })), (sample) => {
        const once = cleanText(sample);
        expect(cleanText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test('a text of braces or dollars alone takes no longer than its length', () => {
    expect(cleanText('{'.repeat(200_000))).toBe('');
    expect(cleanText('$x '.repeat(20_000))).toContain('x');
    expect(cleanText('\\'.repeat(100_000)).length).toBeLessThan(10);
  });
});
