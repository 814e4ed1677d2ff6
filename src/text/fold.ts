const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  ς: 'sigma',
  σ: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

/**
 * The form in which words are compared: compatibility characters unified (ﬁ → fi, ² → 2), accents dropped, Greek
 * letters spelled, `16×` written `16x`. Case is kept, because it tells names apart; offsets are not.
 */
export function foldCharacters(text: string): string {
  // Nearly all text is plain ASCII already, and normalising is the dearest step of analysis.
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  return text
    .replace(/(?<=\d)\s?×/gu, 'x')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ͰͱͲͳΑ-Ωα-ω]/gu, (letter) => GREEK[letter.toLowerCase()] ?? letter)
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/[‘’ʼ]/gu, "'");
}

/** Folded, lower case, every run of other characters than letters and digits made one space: for comparing titles. */
export function foldForComparison(text: string): string {
  return foldCharacters(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
