/** Turns `name symbol` pairs, separated by white space, into a map. */
function table(pairs: string): ReadonlyMap<string, string> {
  const words = pairs.trim().split(/\s+/);
  const map = new Map<string, string>();
  for (let i = 0; i + 1 < words.length; i += 2) map.set(words[i] ?? '', words[i + 1] ?? '');
  return map;
}

/** Macros that stand for one character (or a few), by name without the backslash. */
export const SYMBOLS: ReadonlyMap<string, string> = table(`
  alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν
  xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω upmu μ textmu μ ell ℓ hbar ℏ
  times × cdot ⋅ ast * star ⋆ circ ∘ bullet • div ÷ pm ± mp ∓ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ boxtimes ⊠
  leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ simeq ≃ cong ≅ equiv ≡ propto ∝
  lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰ doteq ≐ triangleq ≜ coloneqq ≔ colon :
  subset ⊂ subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ sqsubseteq ⊑ in ∈ notin ∉ ni ∋ cup ∪ cap ∩ setminus ∖ emptyset ∅
  varnothing ∅ bigcup ⋃ bigcap ⋂ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ vdash ⊢ vDash ⊨ models ⊨
  bot ⊥ perp ⊥ top ⊤ parallel ∥ mid | nmid ∤ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ oint ∮ angle ∠ triangle △ square □
  to → rightarrow → longrightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
  Longleftrightarrow ⇔ implies ⇒ iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ nrightarrow ↛ xrightarrow → textrightarrow → hookrightarrow ↪
  nearrow ↗ searrow ↘ rightleftharpoons ⇌ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ vert | lvert | rvert | Vert ‖ lVert ‖
  rVert ‖ ldots … dots … dotsc … dotsb … cdots ⋯ vdots ⋮ textellipsis … prime ′ dagger † dag † ddagger ‡ ddag ‡ S § P ¶
  deg ° degree ° textdegree ° celsius °C textregistered ® circledR ® copyright © texttrademark ™ checkmark ✓ bigstar ★
  natural ♮ sharp ♯ flat ♭ clubsuit ♣ diamond ⋄ Re ℜ Im ℑ aleph ℵ pounds £ euro € texteuro € textless < textgreater > lt < gt >
  textbackslash ∖ backslash ∖ slash / textemdash — textendash – textbar | textperthousand ‰ textpertenthousand ‱
  textbullet • textquotesingle ' textquotedblleft " textquotedblright " lbrace { rbrace } lbrack [ rbrack ] textsection §
  LaTeX LaTeX TeX TeX ie i.e. eg e.g. etc etc. cf cf. wrt w.r.t. vs vs. etal et~al. iid i.i.d. pct % percent % percentage %`);

/** Letters of their own: TeX takes the space after them away. */
export const LETTERS: ReadonlyMap<string, string> = table(
  'ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ',
);

/** Accents by their macro, as combining characters. */
export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["'", '\u0301'],
  ['`', '\u0300'],
  ['^', '\u0302'],
  ['"', '\u0308'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['.', '\u0307'],
  ['c', '\u0327'],
  ['v', '\u030C'],
  ['u', '\u0306'],
  ['H', '\u030B'],
  ['k', '\u0328'],
  ['r', '\u030A'],
  ['b', '\u0331'],
  ['d', '\u0323'],
  ['hat', '\u0302'],
  ['widehat', '\u0302'],
  ['tilde', '\u0303'],
  ['widetilde', '\u0303'],
  ['bar', '\u0304'],
  ['overline', '\u0304'],
  ['vec', '\u20D7'],
  ['dot', '\u0307'],
  ['ddot', '\u0308'],
  ['acute', '\u0301'],
  ['grave', '\u0300'],
  ['breve', '\u0306'],
  ['check', '\u030C'],
  ['mathring', '\u030A'],
  ['not', '\u0338'],
]);

/** Names of functions, set upright: they stay words of their own. */
export const OPERATORS: ReadonlySet<string> = new Set(
  `log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth max min sup inf lim limsup liminf arg argmax argmin
  det dim ker gcd hom Pr mod bmod`.split(/\s+/),
);

/** Switches and spacing that print nothing. */
export const SILENT: ReadonlySet<string> = new Set(
  `it em bf tt sc rm sf sl cal bfseries itshape ttfamily scshape normalfont mathversion small large Large LARGE huge Huge tiny footnotesize
  scriptsize normalsize displaystyle textstyle scriptstyle boldmath unboldmath noindent centering left right middle big Big bigg Bigg
  bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits protect relax xspace footnotemark maketitle smash strut null
  ensuremath allowbreak nobreak indent ignorespaces unskip selectfont faGithub`.split(/\s+/),
);

/** Spaces and line breaks. */
export const SPACES: ReadonlySet<string> = new Set(
  'quad qquad space newline linebreak bigskip medskip smallskip enspace thinspace par item break hfill vfill'.split(
    ' ',
  ),
);

/** Macros whose first argument is no text (a colour, a length, a key), with how many such arguments they take. */
export const DROPPED_ARGUMENTS: ReadonlyMap<string, number> = new Map(
  `textcolor 1 color 1 colorbox 1 fcolorbox 2 hspace 1 vspace 1 label 1 begin 1 end 1 cite 1 citep 1 citet 1 citealp 1 citealt 1
  citeauthor 1 citeyear 1 parencite 1 textcite 1 autocite 1 nocite 1 ref 1 eqref 1 cref 1 autoref 1 scalebox 1 resizebox 2 raisebox 1
  rule 2 foreignlanguage 1 hypersetup 1 hyperref 0 fontsize 2 phantom 1 hphantom 1 vphantom 1 texorpdfstring 1
  parbox 1 setlength 2 includegraphics 1 thanks 0`
    .trim()
    .split(/\s+/)
    .reduce<[string, number][]>((pairs, word, at, words) => {
      if (at % 2 === 0) pairs.push([word, Number(words[at + 1])]);
      return pairs;
    }, []),
);

/** Double-struck letters that have names of their own in mathematics. */
export const DOUBLE_STRUCK: ReadonlyMap<string, string> = table('R ℝ N ℕ Z ℤ Q ℚ C ℂ P ℙ E 𝔼');

/** Macros whose name, without its backslash but with its brace, is left over where a page dropped the backslashes. */
export const NAMES_LEFT_OVER: ReadonlySet<string> = new Set(
  `mathcal mathbf mathbb mathrm mathit mathsf mathtt mathfrak boldsymbol operatorname textbf textit texttt textsc textsf textrm emph
  underline frac tfrac dfrac sqrt mbox hat tilde bar`.split(/\s+/),
);

/** Names that are left over in sub- and superscripts where a page dropped the backslashes: `k_{ast}`. */
export const SCRIPT_NAMES: ReadonlySet<string> = new Set(
  'ast star circ infty prime dagger ddagger top perp alpha beta gamma theta lambda epsilon'.split(' '),
);
