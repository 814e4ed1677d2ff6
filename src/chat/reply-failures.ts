import { type ModelContext, modelAt } from '../endpoint/failures.ts';
import { quoteServer } from '../endpoint/server-words.ts';
import { EndpointError } from '../errors.ts';
import type { ChatReply } from './chat-model.ts';
import type { Overdue, WatchdogLimits } from './watchdog.ts';

/** Makes the failures that are no failed requests: of replies that stall, break off or are of no use. */
export interface ReplyFailures {
  fail(finding: string, remedy: string, retryable?: boolean): EndpointError;
  /** Of a server that keeps silent; null when nothing is lost by it. */
  overdue(what: Overdue): EndpointError | null;
  /** How a reply ended, by the words of its server. Throws when it is no whole reply. */
  ending(reply: {
    readonly text: string;
    readonly refusal: string;
    readonly finish: string | null;
  }): ChatReply['finish'];
}

const TO_LOG = 'try again; if it stays, look at the server’s log';
const OTHER_WORDS = 'put the question in other words, or use another IBID_CHAT_MODEL';

export function createReplyFailures(context: ModelContext, limits: WatchdogLimits): ReplyFailures {
  const fail = (finding: string, remedy: string, retryable = false): EndpointError =>
    new EndpointError(`${modelAt(context)} ${finding}`, { url: context.url, retryable, remedy });

  return {
    fail,
    overdue(what) {
      switch (what) {
        case 'first-word':
          return fail(
            `did not send its first word within ${limits.firstTokenMilliseconds / 1000} s`,
            'try again, or set IBID_CHAT_TIMEOUT higher; check that the server is not overloaded and the model is loaded',
            true,
          );
        case 'answer':
          return fail(
            `fell silent for ${limits.idleMilliseconds / 1000} s in the middle of its answer`,
            'try again, or set IBID_CHAT_IDLE_TIMEOUT higher; if it stays, look at the server’s log',
            true,
          );
        case 'closing':
          return null;
        default:
          return what satisfies never;
      }
    },
    ending({ text, refusal, finish }) {
      if (refusal !== '') throw fail(`declined: ${quoteServer(refusal, context.secrets)}`, OTHER_WORDS);
      switch (finish) {
        case null:
          throw text === ''
            ? fail('ended its answer before the first word', TO_LOG, true)
            : fail('broke off in the middle of its answer', TO_LOG, true);
        case 'content_filter':
          throw fail('gave no whole answer: the endpoint’s content filter withheld it', OTHER_WORDS);
        case 'error':
          throw fail('failed while it answered', TO_LOG, true);
        case 'length':
        case 'max_tokens':
          return 'length';
        default:
          return 'complete';
      }
    },
  };
}
