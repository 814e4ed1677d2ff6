import { rolesOf } from './sentence-cues.ts';

const cue = (pattern: RegExp, worth: number): ((sentence: string) => number) => {
  return (sentence) => (pattern.test(sentence) ? worth : 0);
};
const sum =
  (...cues: readonly ((sentence: string) => number)[]) =>
  (sentence: string): number =>
    cues.reduce((all, worth) => all + worth(sentence), 0);

/** The paper speaks of itself. */
export const OWN =
  /\b(?:in this (?:paper|work|study|article|survey)|this (?:paper|work|study|article|survey)|we|our|us)\b/iu;
/** How far a sentence speaks of trouble that somebody mends. */
export const TROUBLE = sum(
  cue(/^(?:however|but|yet|nevertheless|nonetheless|unfortunately|despite|although|while|still)\b/iu, 0.45),
  cue(/^(?:existing|previous|prior|current|traditional|conventional)\b/iu, 0.2),
  cue(/\b(?:(?<!not )only|merely|solely|predominantly|fixed)\b/iu, 0.25),
  cue(/, (?:but|yet|however|though)\b|; however\b/iu, 0.3),
  cue(
    /\b(?:suffers?|suffering|lack(?:s|ing)?|fails?|failing|struggl\w+|neglect\w*|overlook\w*|ignor(?:es?|ing)|limit(?:ed|s|ing|ations?)|hinder\w*|imped\w+|restrict\w*|challeng\w+|difficult\w*|prohibitive\w*|expensive|costly|sub-?optimal|inefficien\w+|instability|unstable|degrad\w+|prone to|drawbacks?|shortcomings?|obstacles?|problem of|issues?|poorly|hard to|cannot|(?:remains?|is|are|been) (?:largely |still |an )*(?:unclear|open|unknown|unexplored|elusive|absent|under-?explored|poorly understood)|little is known|insufficient\w*|inaccura\w+|not well|not readily|fall short|vulnerable|inability|gap|no study|at the (?:cost|price|expense) of)\b/iu,
    0.5,
  ),
  cue(/\bproblems?\b/iu, 0.15),
  // What is pointed back at was told before.
  cue(
    /\b(?:this|these|those|such|the above|the aforementioned) (?:\p{Ll}+ )?(?:problem|issue|challenge|limitation|shortcoming|drawback|difficult(?:y|ie)|gap)s?\b|\broom for improvement\b/iu,
    -0.6,
  ),
);
/** … of how something works. */
export const WORKINGS = sum(
  cue(
    /^(?:specifically|in particular|concretely|technically|first(?:ly)?|to be specific|to (?:this end|address|achieve|do so|tackle)|the key idea|our key|our (?:method|approach|model|framework|architecture))\b/iu,
    0.4,
  ),
  cue(
    /\b(?:we|it|which|that|framework|method|model|approach|architecture|algorithm|network|\p{L}*\p{Lu}\p{L}*) (?:\p{Ll}+ly |then |also |first |further )?(?:design|devise|use|employ|leverage|utiliz|adopt|appl|combin|integrat|incorporat|learn|train|pre-?train|build|construct|decompos|split|partition|rout|generat|comput|replac|formulat|encod|decod|select|merg|shar|introduc|extend|deriv|treat|perform|consist|compris|allocat|distill|align|map|predict|compress|quantiz|exploit|convert|transform|divid|is trained|are trained|is based|is built|operat|reus|augment|modified|modif|propos|establish|develop|cast|arrang|reformulat|assembl)(?:\p{Ll}{0,4})\b/u,
    0.5,
  ),
  cue(
    /\bby (?:\p{L}+ly )?\p{Ll}+ing\b|\bconsists? of\b|\bcomposed of\b|\bvia\b|\bkey idea\b|\bbased on\b/iu,
    0.25,
  ),
  cue(
    /\b(?:is|are) (?:then |first |\p{Ll}+ly )?(?:used|trained|learn(?:ed|t)|applied|designed|introduced|employed|generated|fed|built|constructed|computed|filtered)\b/iu,
    0.3,
  ),
  cue(
    /\b(?:hope|findings?|explore|for example|conclu\w+|open-?sourced?|released?|challenge comes|et al|theoretical evidence|sample complexity|we (?:\w+ )?(?:show|prove|demonstrate|find|evaluate|validate|verify|provide theor\w+|observe|argue))\b/iu,
    -0.6,
  ),
  cue(/^(?:recently|recent|existing|previous)\b/iu, -0.5),
);
/** … of what came of it. */
export const OUTCOME = sum(
  cue(
    /\b(?:experiment\w*|evaluations?|simulations?|(?<!\bas a )results?(?!\))|empirical\w*|A\/B|theorem|analysis|evaluate)\b/iu,
    0.25,
  ),
  cue(
    /\b(?:outperform\w*|surpass\w*|exceed\w*|state-of-the-art|superior\w*|competitive|comparable|better (?:than|results?|performance|\S+ performance)|on par|effectiveness|more \p{Ll}+ than)\b/iu,
    0.4,
  ),
  cue(
    /\b(?:show(?:s|n|ed|case|casing)?|demonstrat\w+|find|found|finds|reveal\w*|observe[sd]?|indicat\w+|confirm\w*|verif\w+|validat\w+|prove[sd]?|conclu\w+|suggests?|discover\w*|corroborate\w*|highlight\w*)\b/iu,
    0.35,
  ),
  cue(
    /\b(?:achiev\w+|improv\w+|reduc\w+|increas\w+|speed-?ups?|faster|gains?|attain\w*|yield\w*|accelerat\w+|deployed|lift)\b/iu,
    0.25,
  ),
  cue(/\d(?:[\d.,]*) ?(?:%|×|x\b|times|points?)/iu, 0.3),
  cue(/\bwe (?:\w+ )?(?:show|find|found|prove|demonstrate|observe|discover|reveal)\b/iu, 0.15),
  cue(
    /\b(?:this (?:paper|work|survey) (?:aims|proposes|presents|introduces)|we (?:\w+ )?(?:propose|introduce|present|derive|design|develop)|aims? to)\b/iu,
    -0.4,
  ),
  cue(
    /\bhope\b|\b(?:are|is) conducted\b|^(?:ever since|recent\w*|existing|previous|traditional)\b|\bhave been able\b/iu,
    -0.5,
  ),
);
/** … of what is studied. */
export const AIMING = sum(
  cue(
    /\b(?:we|this (?:paper|work|study|article|survey|review|report)|the (?:paper|survey|authors?)) (?:\p{L}+ly )?(?:aims?|stud(?:y|ies)|investigates?|explores?|considers?|address(?:es)?|asks?|revisits?|examines?|reviews?|surveys?|analy[sz]es?|seeks?|overviews?|summari[sz]es?|hypothesi[sz]es?|discuss(?:es)?|provides?|presents?|offers?|focus(?:es)?|delves?|compares?|evaluates?|describes?|tackles?)\b/iu,
    0.7,
  ),
  cue(/\b(?:in this|this) (?:paper|work|study|article|survey|review|report)\b/iu, 0.4),
  cue(/\b(?:the|our) (?:aim|goal|purpose|objective)\b/iu, 0.4),
);
/** … of what is proposed. */
export const PROPOSING = sum(
  (sentence) => (rolesOf(sentence).has('proposal') ? 0.7 : 0),
  cue(
    /\b(?:in this (?:paper|work|study|article), we|this (?:paper|work|article)) (?!\p{Ll}* ?(?:show|reveal|find|demonstrat|stud|analy|prov|investigat|explor|examin|consider|argu|aim|ask|discuss|address|survey|review|unveil|not |identif|first))/iu,
    0.5,
  ),
  cue(/\b(?:in this|this) (?:paper|work|study|article|report)\b/iu, 0.15),
  cue(/\b(?:called|named|dubbed|termed|novel|new)\b|\(\p{L}*\p{Lu}{2,}\p{L}*\)/u, 0.15),
  cue(/\bis (?:proposed|introduced|presented)\b/iu, 0.2),
  cue(/\bpresent (?:our|the) (?:findings|results)\b|\bdoes not\b/iu, -0.6),
);
