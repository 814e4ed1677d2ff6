import type { Answer, Usage } from '../../answerer/answer.ts';

/** `1,234 tokens in, 210 out`; `about` when the endpoint did not say for one of the requests. */
export function tokensText({ inputTokens, outputTokens, estimated }: Usage): string {
  return `${estimated ? 'about ' : ''}${grouped(inputTokens)} tokens in, ${grouped(outputTokens)} out`;
}

/** What an answer asked of a chat model and what that cost; null when none was asked. */
export function answerTokensText({ usage, cost, receipt }: Answer): string | null {
  const asked = receipt.calls.filter(({ cached }) => !cached).length;
  const kept = receipt.calls.length - asked;
  if (asked === 0) return kept === 0 ? null : `${counted(kept, 'reply')} from the cache, at no cost`;
  if (usage === null) return null;
  const parts = [`${counted(asked, 'request')}: ${tokensText(usage)}`];
  if (cost !== null) parts.push(`cost ${cost}`);
  if (kept > 0) parts.push(`${counted(kept, 'reply')} from the cache`);
  return parts.join('; ');
}

export function counted(count: number, noun: 'request' | 'reply' | 'answer'): string {
  const plural = noun === 'reply' ? 'replies' : `${noun}s`;
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** Thousands apart, as English writes them. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
