import { createCollector } from './reply-collector.ts';
import { type Frame, newFrame, rememberValue } from './reply-frame.ts';
import type { ReplyItem } from './reply-item.ts';
import { ELEMENT_OF, REPLY_KEYS, topLevelKey, WRAPPERS } from './reply-keys.ts';
import type { Place } from './reply-lookahead.ts';
import { type Pending, pendingItem } from './reply-pending.ts';
import { isText, type TextToken, type Token } from './reply-tokens.ts';

/** Reads the tokens of one reply object, its opening brace already read. */
export interface ObjectReader {
  /** What is complete with the token is added to `items`. 'over': the object is closed; nothing may follow. */
  take(token: Token, items: ReplyItem[]): 'more' | 'over';
  place(): Place;
  /** The reply ended within the object. */
  cut(items: ReplyItem[]): void;
}

export function createObjectReader(): ObjectReader {
  const frames: Frame[] = [newFrame()];
  let pending: Pending | null = null;
  let bareKeys = false;

  function finish(done: Pending, items: ReplyItem[]): void {
    pending = null;
    const item = pendingItem(done);
    if (item !== null) items.push(item);
    const frame = frames.at(-1);
    if (done.isFrame) frames.pop();
    else if (frame !== undefined && frame.awaiting !== 'elements') frame.awaiting = 'key';
    if (frame !== undefined && item?.type === 'value')
      rememberValue(frame, item.key, done.collector.text.json);
  }

  function collect(frame: Frame, type: Pending['type'], tokens: readonly Token[], items: ReplyItem[]): void {
    const collector = createCollector(frame.awaiting === 'elements' ? 'list' : 'object', null);
    const begun: Pending = { collector, key: frame.key, type, isFrame: false };
    pending = begun;
    for (const token of tokens) {
      if (collector.take(token) === 'complete') finish(begun, items);
    }
  }

  function takeKey(frame: Frame, token: TextToken): void {
    frame.key = token.long ? null : topLevelKey(token.json);
    frame.awaiting = 'colon';
    const key = ELEMENT_OF.get(frame.key ?? '');
    if (frame.soFar === null || frame.key === null || key === undefined) return;
    const collector = createCollector('list', frame.soFar + JSON.stringify(frame.key));
    pending = { collector, key, type: 'element', isFrame: true };
  }

  /** The first token within an object that is the value of a key: it tells whether that object is the reply. */
  function takeFirstKey(frame: Frame, token: Token, items: ReplyItem[]): void {
    const key = isText(token) && !token.long ? topLevelKey(token.json) : null;
    const wraps = key !== null && (WRAPPERS.has(frame.key ?? '') || REPLY_KEYS.has(key));
    if (!isText(token) || !wraps || frames.length > 1) {
      // `"claims": {"claim": …}` is a single one, without its list.
      const single = key !== null && ELEMENT_OF.get(key) === frame.key;
      collect(frame, single ? 'element' : 'value', [{ type: '{' }, token], items);
      return;
    }
    frame.awaiting = 'key';
    const inner = newFrame();
    frames.push(inner);
    takeKey(inner, token);
  }

  function takeFirstEntry(frame: Frame, token: Token, items: ReplyItem[]): void {
    if (token.type === '{') {
      frame.awaiting = 'elements';
      collect(frame, 'element', [token], items);
    } else {
      collect(frame, 'value', [{ type: '[' }, token], items);
    }
  }

  function takeInList(frame: Frame, token: Token, items: ReplyItem[]): void {
    if (token.type === ',' || token.type === ':') return;
    if (token.type !== ']' && token.type !== '}') {
      collect(frame, 'element', [token], items);
      return;
    }
    if (frame.key !== null) items.push({ type: 'closed', key: frame.key });
    frame.awaiting = 'key';
    if (token.type === '}') frames.pop();
  }

  function takeInFrame(frame: Frame, token: Token, items: ReplyItem[]): void {
    switch (frame.awaiting) {
      case 'key':
        if (token.type === '}') frames.pop();
        else if (isText(token)) takeKey(frame, token);
        return;
      case 'colon':
      case 'value':
        if (isText(token)) collect(frame, 'value', [token], items);
        else if (token.type === '}') frames.pop();
        else if (token.type === ',') frame.awaiting = 'key';
        else if (token.type === ':') frame.awaiting = 'value';
        else if (token.type === '{') frame.awaiting = 'object';
        else if (token.type === '[') frame.awaiting = 'list';
        return;
      case 'object':
        takeFirstKey(frame, token, items);
        return;
      case 'list':
        takeFirstEntry(frame, token, items);
        return;
      case 'elements':
        takeInList(frame, token, items);
        return;
      default:
        frame.awaiting satisfies never;
    }
  }

  function take(token: Token, items: ReplyItem[]): 'more' | 'over' {
    if (token.type === 'word' && place().role === 'key' && /^[A-Za-z_$]/u.test(token.json)) bareKeys = true;
    const current = pending;
    const taken = current?.collector.take(token) ?? 'complete-before';
    if (current !== null && taken !== 'more') finish(current, items);
    const frame = frames.at(-1);
    if (taken === 'complete-before' && frame !== undefined) takeInFrame(frame, token, items);
    return frames.length === 0 ? 'over' : 'more';
  }

  function place(): Place {
    if (pending !== null) return pending.collector.place(bareKeys);
    const awaiting = frames.at(-1)?.awaiting ?? 'key';
    return {
      container: awaiting === 'list' || awaiting === 'elements' ? 'list' : 'object',
      role: awaiting === 'key' || awaiting === 'object' ? 'key' : 'value',
      bareKeys,
    };
  }

  function cut(items: ReplyItem[]): void {
    const frame = frames.at(-1);
    if (pending?.collector.whole() === true) {
      finish(pending, items);
      return;
    }
    const begun = frame !== undefined && frame.awaiting !== 'key' && frame.awaiting !== 'elements';
    const key = pending === null && begun ? frame.key : (pending?.key ?? null);
    if (key !== null) items.push({ type: 'skipped', key, why: 'cut' });
  }

  return { take, place, cut };
}
