import { isPhrase, isWhole, nounPhrase, withArticle } from './phrases.ts';
import { does, is, isMethod, type QuestionForm, speaksOfOwn } from './told.ts';
import { VAGUE } from './vague-words.ts';
import { plainAchieving, plainChanging } from './verbs.ts';

const NUMBER = String.raw`(?:about |around |up to |nearly |over |more than |at least |approximately |roughly |an average of |~|≈)*[\d.,]+ ?(?:%|×|x\b|pp\b|percent|points|dB)`;
const METRICS =
  /(?:^| )(?:score|rate|accuracy|\w?FID|G?AUC|m?AP|F1|PSNR|SSIM|m?IoU|BLEU|ROUGE\S*|perplexity|precision|recall|NDCG\S*|Hit\S*|error|throughput|latency|speed|ratio|\S+-rate)$/iu;

/** For sentences that say how much, and better than what. */
export const FIGURE_FORMS: readonly QuestionForm[] = [
  {
    facet: 'figure',
    worth: 3.4,
    ask({ text }, subject) {
      // "achieves a RewardBench score of 82.6"
      if (!isMethod(subject) || !speaksOfOwn(text, subject)) return null;
      const found =
        /\b(achiev|reach|attain|obtain|yield|with)(?:es|s|ing|ed|e)? (?:an? |the )?(?:new |state-of-the-art |average |impressive |remarkable |competitive )*((?:[\p{L}\d@.⋅-]+ ){0,3}[\p{L}\d@⋅-]+) of (?:about |around |up to |nearly |over |only |approximately )?[\d.]+/iu.exec(
          text,
        );
      if (found === null) return null;
      const metric = found[2] ?? '';
      if (!isPhrase(metric) || !METRICS.test(metric)) return null;
      const on =
        /^[\d.,%×x ]* on (?:the )?((?:\p{Lu}[\p{L}\d×-]*|[\d×]+)(?: (?:\p{Lu}[\p{L}\d×-]*|[\d×]+)){0,3})(?=[ ,.;]|$)/u.exec(
          text.slice(found.index + found[0].length),
        )?.[1];
      return `What ${metric} ${does(subject)} ${plainAchieving(found[1] ?? '')}${on === undefined ? '' : ` on ${on}`}?`;
    },
  },
  {
    facet: 'figure',
    worth: 3.5,
    ask({ text, ordinal, proposal }, subject) {
      // "reduces the computational cost by about 20%"
      if (!isMethod(subject) || !speaksOfOwn(text, subject) || ordinal < proposal) return null;
      const found = new RegExp(
        String.raw`\b(reduc|improv|increas|accelerat|decreas|boost|enhanc|outperform|surpass|lower|cut|speed|exceed)(?:es|s|ing|ed|e)? (?:the )?((?:[\p{L}\d-]+ ){1,7}?)by (?:a factor of |an average of )?${NUMBER}`,
        'iu',
      ).exec(text);
      const object = found?.[2]?.trim() ?? '';
      if (found === null || !isPhrase(object) || /\b(?:respectively|up|significantly|both)\b/iu.test(object))
        return null;
      return `By how much ${does(subject)} ${plainChanging(found[1] ?? '')} ${withArticle(object, text)}?`;
    },
  },
  {
    facet: 'figure',
    worth: 3.3,
    ask({ text, ordinal, proposal }, subject) {
      if (!isMethod(subject) || !speaksOfOwn(text, subject) || ordinal < proposal) return null;
      const faster = /\b[\d.]+ ?(?:%|×|x|times|-fold) (faster|cheaper)\b( (?:\p{L}+ )?than (.+))?/iu.exec(
        text,
      );
      if (faster === null) {
        const speed =
          /\b[\d.]+ ?(?:%|×|x|times|-fold)(?: to [\d.]+ ?(?:%|×|x))? (?:\p{L}+ )?(speed-?ups?|acceleration)\b/iu.exec(
            text,
          )?.[1];
        return speed === undefined
          ? null
          : `How large is the ${speed.toLowerCase().replace(/s$/u, '')} of ${subject.text}?`;
      }
      const than = /^ than /iu.test(faster[2] ?? '') ? nounPhrase(faster[3] ?? '', 5) : null;
      return `How much ${faster[1]?.toLowerCase()} ${is(subject)}${than === null ? '' : ` than ${than}`}?`;
    },
  },
  {
    facet: 'figure',
    worth: 3.4,
    ask({ text, ordinal, proposal }, subject) {
      // "infers faster than GNNs by 828x"
      if (!isMethod(subject) || !speaksOfOwn(text, subject) || ordinal < proposal) return null;
      const found = new RegExp(String.raw`\b(faster|cheaper) than (.+?) by ${NUMBER}`, 'iu').exec(text);
      const than = nounPhrase(found?.[2] ?? '', 5);
      return found === null || than === null || !isWhole(found[2] ?? '', than)
        ? null
        : `How much ${found[1]?.toLowerCase()} ${is(subject)} than ${than}?`;
    },
  },
  {
    facet: 'figure',
    worth: 3.1,
    ask({ text, ordinal, proposal }, subject) {
      // "a 3.2% improvement in AUC", "gains of 4% on MMLU"
      if (ordinal < proposal || subject.surveys || !speaksOfOwn(text, subject)) return null;
      const before =
        /[\d.]+ ?(?:%|×|x|pp|points?) ((?:(?!of|in|on|and|or|the|to|over|than)[\p{L}-]+ ){0,2}?)(improvement|gain|reduction|increase|decrease|boost)s?\b(?: in (.+))?/iu.exec(
          text,
        );
      const behind =
        /\b((?:[\p{L}-]+ ){0,1}?)(improvement|gain|reduction|increase|decrease|boost)s? (?:of|ranging from|by) (?:up to |about |over |more than )?[\d.]+/iu.exec(
          text,
        );
      const found = before ?? behind;
      if (found === null) return null;
      const adjective = (found[1] ?? '').trim();
      const kind =
        adjective === '' ||
        VAGUE.test(adjective) ||
        /^(?:an?|significant|substantial|relative|absolute|average|consistent|notable|remarkable|performance|\w+ing)$/iu.test(
          adjective,
        )
          ? ''
          : `${adjective} `;
      const where = before === null ? null : nounPhrase(before[3] ?? '', 6);
      if (!isPhrase(`${kind}${found[2]}`)) return null;
      return `How large is the ${kind}${found[2]?.toLowerCase()}${where === null ? '' : ` in ${where}`} ${isMethod(subject) ? `with ${subject.text}` : 'that is shown'}?`;
    },
  },
  {
    facet: 'comparison',
    worth: 2.7,
    ask({ text, ordinal, proposal }, subject) {
      if (!isMethod(subject) || ordinal < proposal || !speaksOfOwn(text, subject)) return null;
      const found =
        /\b(?:outperform|surpass|exceed)(?:s|es|ing|ed)? (?:\p{L}+ly )?(?:all |both |the |several |various |many |most )*(.+)$/iu.exec(
          text,
        )?.[1];
      const phrase = found === undefined ? null : nounPhrase(found, 6);
      if (phrase === null || /\b(?:by|margin|performance|significantly)\b|^list\b/iu.test(phrase))
        return null;
      const article = /^(?:best|original|latest|strongest|largest|leading)\b/iu.test(phrase) ? 'the ' : '';
      return `How ${does(subject)} do against ${article}${phrase}?`;
    },
  },
];
