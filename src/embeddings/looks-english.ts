import { STOP_WORDS } from '../text/stop-words.ts';

/**
 * Frequent function words of languages that people are likely to ask in and that English does not have: articles, pronouns,
 * prepositions, question words. Words that also are English (die, an, in, comment, was, me …) are of no use here.
 */
const FOREIGN_FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `aber auch auf aus bei beim bis das dass dem den der des diese dieser dieses durch ein eine einem einen einer eines
  für gegen gibt haben hat ich ihr ihre im ist kann kein keine können man mehr mit nach nicht oder ohne sich sie sind
  über und uns unter vom von vor warum welche welchem welchen welcher welches wenn werden wie wird wo worden wurde wurden
  zu zum zur zwischen
  au aucun aussi aux avec ça ce ceci cela ces cet cette chez ci dans de depuis du elle elles entre est et été être
  fait ils je la le les leur leurs lequel laquelle lui mais même ne nous où ou par parce pas peut plus pour pourquoi
  qu que quel quelle quelles quels qui quoi sans selon sont sous sur très un une vous
  al algo como cómo con contra cual cuál cuáles cuando cuándo cuánto del desde donde dónde el ella ellos en entre es esa ese eso
  esta está estas este esto estos fue ha hacia hay las lo los más muy para pero por porque qué quién según ser si sin
  sobre son su sus también una unos y ya
  che chi come cosa da dal dalla degli dei della delle di gli il nel nella per perché più quale quali quanto sono
  uno ao com dos em não nas nos no ou pela pelo qual quais são seu sua uma você isso isto foi tem
  aan als dat deze dit een geen het hij hoe maar meer met naar niet om ook op te tussen uit van voor waarom wat welke
  wordt zijn
  och det att som är för inte hur vad jest nie jak czy dla się bir ve için nasıl ne`
    .split(/\s+/)
    // What English has too tells nothing.
    .filter(
      (word) =>
        !STOP_WORDS.has(word) &&
        ![
          'son',
          'plus',
          'met',
          'hay',
          'sin',
          'fait',
          'dem',
          'hat',
          'op',
          'os',
          'em',
          'jest',
          'dit',
          'um',
        ].includes(word),
    ),
);

/** Parts of names and of borrowed phrases ("de novo", "El Niño", "van der Waals"): they say little by themselves. */
const NAME_PARTICLES: ReadonlySet<string> = new Set(
  'al da de del della den der di dos du el la las le les los van von y'.split(' '),
);

/** Parts of names do not count as words: "Det" in "FMG-Det", "IL" in "S2IL". */
const WORD = /(?<![\p{L}\p{N}-])\p{L}[\p{L}\p{M}'’]*(?![\p{L}\p{N}-])/gu;
/** Elided articles and pronouns stay on the next word in French and Italian: "l'apprentissage", "qu'est". */
const ELISION = /^(?:l|d|j|m|t|s|c|n|qu|dell|nell|all|un)'(?=\p{L}{3})/u;

/**
 * Whether the built-in embedder can make sense of a text: false for one that is written in another script or in another language
 * with Latin letters. Decided by function words, so that a question of names only ("DiffMoE LCRON") is not held
 * against anyone, nor are odd names, slang and typing errors in an English question. A text without letters looks English.
 */
export function looksEnglish(text: string): boolean {
  const words = text.normalize('NFC').match(WORD) ?? [];
  if (isMostlyOtherScript(words.join(''))) return false;
  let english = 0;
  let foreign = 0;
  let particles = 0;
  let marked = 0;
  for (const word of words) {
    const lower = word.toLowerCase().replaceAll('’', "'");
    if (STOP_WORDS.has(lower)) english += 1;
    else if (NAME_PARTICLES.has(lower)) particles += 1;
    else if (FOREIGN_FUNCTION_WORDS.has(lower) || ELISION.test(lower)) foreign += 1;
    else if (/[^\p{ASCII}\p{Script=Greek}]/u.test(lower)) marked += 1;
  }
  if (foreign === 0) return true;
  // Letters with marks are rare in English but not in names, so that two such words weigh as one function word.
  return foreign + particles + marked / 2 <= english;
}

function isMostlyOtherScript(letters: string): boolean {
  const all = letters.match(/\p{L}/gu) ?? [];
  const others = all.filter((letter) => !/[\p{Script=Latin}\p{Script=Greek}]/u.test(letter));
  return others.length * 3 > all.length;
}
