import { UsageError } from '../errors.ts';
import type { MatchReport, MatchRequest } from '../ibid.ts';
import { topicOf } from '../query/topic.ts';
import type { TopicMatcher } from '../retrieval/topic-matcher.ts';
import type { Analyzer } from '../text/analyzer.ts';

const SHOWN = 10;

/** Throws UsageError for a topic without a word that papers could be told apart by. */
export async function matchTopic(
  { matcher, analyzer }: { readonly matcher: TopicMatcher; readonly analyzer: Analyzer },
  { topic, paperIds, limit = SHOWN, signal }: MatchRequest,
): Promise<MatchReport> {
  const subject = topicOf(topic);
  if (analyzer.terms(subject).length === 0)
    throw new UsageError(`“${topic}” has no word to find papers by`, {
      remedy: 'Name a topic, such as: sparse autoencoders.',
    });
  const { best, total, degraded } = await matcher.match({ topic: subject, paperIds, limit, signal });
  return { hits: best, total, notices: degraded === null ? [] : [degraded] };
}
