import type { ComparisonTable } from '../../../answerer/answer.ts';
import { referenceOf } from '../../../answerer/answer-reference.ts';
import { type AnswerBlock, answerMarkdown, inertMarkdown } from '../../../answerer/markdown.ts';
import { noticesOf } from './answer-blocks.ts';
import type { AnswerView, ShownEvent } from './answer-view.ts';
import { cleanLine } from './clean-text.ts';
import { discreet } from './discreet.ts';
import { untold } from './end-blocks.ts';
import { safeLink } from './safe-link.ts';

/** The whole answer as a markdown file, for one that is too long for messages. */
export function answerFile(view: AnswerView): string {
  const { question, shown, end, failure } = view;
  const blocks = shown.flatMap(fileBlocks);
  const answer = answerMarkdown({
    outcome: view.refusal ?? end?.outcome ?? 'answered',
    blocks,
    missing: end?.missing.map(cleanLine) ?? [],
  });
  const notices = noticesOf(view);
  const notes = [...notices, untold(end?.degraded ?? null, notices), failure ?? ''].map((note) =>
    cleanLine(discreet(note)),
  );
  const parts = [
    question === null ? '' : `# ${inertMarkdown(cleanLine(question))}`,
    answer,
    sources(view),
    ...notes.map(inertMarkdown),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Notices stand at the end of the file. */
function fileBlocks(event: ShownEvent): readonly AnswerBlock[] {
  switch (event.type) {
    case 'notice':
      return [];
    case 'remark':
      return [{ type: 'remark', remark: { ...event.remark, text: cleanLine(event.remark.text) } }];
    case 'claim':
      return [{ type: 'claim', claim: { ...event.claim, text: cleanLine(event.claim.text) } }];
    case 'table':
      return [{ type: 'table', table: cleanTable(event.table) }];
    default:
      return event satisfies never;
  }
}

function cleanTable({ papers, rows }: ComparisonTable): ComparisonTable {
  return {
    papers,
    rows: rows.map(({ aspect, cells }) => ({
      aspect: cleanLine(aspect),
      cells: cells.map((cell) => (cell === null ? null : { ...cell, text: cleanLine(cell.text) })),
    })),
  };
}

function sources({ end }: AnswerView): string {
  if (end === null || end.citations.length === 0) return '';
  const lines = end.citations.map(({ marker, paper }) => {
    const { title, byline, url } = referenceOf(paper);
    const link = safeLink(url);
    const said = [title, byline].flatMap((part) => (part === null ? [] : [inertMarkdown(cleanLine(part))]));
    return `- [${marker}] ${[...said, ...(link === null ? [] : [`<${link}>`])].join(' — ')}`;
  });
  return ['## Sources', '', ...lines].join('\n');
}
