import type { APIActionRowComponent, APIButtonComponent } from 'discord.js';
import type { AnswerView } from './answer-view.ts';
import { type AnswerAction, buttonId } from './button-ids.ts';

const ACTION_ROW = 1;
const BUTTON = 2;
const SECONDARY = 2;

type ButtonRow = APIActionRowComponent<APIButtonComponent>;

/** The buttons below an answer that is done; those that would have nothing to show are left out. */
export function answerButtons({ answerId, state, end }: AnswerView): readonly ButtonRow[] {
  if (answerId === null || state !== 'done' || end === null) return [];
  const cites = end.citations.length > 0;
  const buttons = [
    ...(cites ? [button('evidence', answerId, { label: 'Evidence' })] : []),
    ...(cites && end.outcome === 'answered' ? [button('more', answerId, { label: 'More detail' })] : []),
    ...(cites ? [button('list', answerId, { label: 'Add to reading list' })] : []),
    button('up', answerId, { emoji: { name: '👍' } }),
    button('down', answerId, { emoji: { name: '👎' } }),
  ].filter((made) => made !== null);
  return buttons.length === 0 ? [] : [{ type: ACTION_ROW, components: buttons }];
}

function button(
  action: AnswerAction,
  answerId: string,
  face: { readonly label: string } | { readonly emoji: { readonly name: string } },
): APIButtonComponent | null {
  const id = buttonId(action, answerId);
  return id === null ? null : { type: BUTTON, style: SECONDARY, custom_id: id, ...face };
}
