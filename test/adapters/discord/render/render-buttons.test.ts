import { describe, expect, it } from 'vitest';
import { readButtonId } from '../../../../src/adapters/discord/render/button-ids.ts';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';
import { renderAnswer } from '../../../../src/adapters/discord/render/render-answer.ts';
import { citationOf, claimOf, endOf, viewOf } from './views.ts';

const actions = (bodies: readonly MessageBody[]): unknown[] =>
  bodies.flatMap(({ components }) =>
    components.flatMap((row) =>
      row.components.map((button) => ('custom_id' in button ? readButtonId(button.custom_id)?.action : null)),
    ),
  );

describe('the buttons below an answer', () => {
  it('are there when it is done, on the last message', () => {
    const shown = Array.from({ length: 30 }, () =>
      claimOf('A sentence of the abstract. '.repeat(6).trim(), [1]),
    );
    const bodies = renderAnswer(viewOf({ shown, end: endOf({ citations: [citationOf(1)] }) }));
    expect(bodies.length).toBeGreaterThan(1);
    expect(actions(bodies.slice(0, -1))).toEqual([]);
    expect(bodies.at(-1)?.components).toMatchInlineSnapshot(`
      [
        {
          "components": [
            {
              "custom_id": "ev:k3x9",
              "label": "Evidence",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "more:k3x9",
              "label": "More detail",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "list:k3x9",
              "label": "Add to reading list",
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "up:k3x9",
              "emoji": {
                "name": "👍",
              },
              "style": 2,
              "type": 2,
            },
            {
              "custom_id": "down:k3x9",
              "emoji": {
                "name": "👎",
              },
              "style": 2,
              "type": 2,
            },
          ],
          "type": 1,
        },
      ]
    `);
  });

  it('are only those that have something to show', () => {
    const cited = { citations: [citationOf(2)] };
    const refused = viewOf({ refusal: 'not-stated', end: endOf({ ...cited, outcome: 'not-stated' }) });
    expect(actions(renderAnswer(refused))).toEqual(['evidence', 'list', 'up', 'down']);
    const unknown = viewOf({ refusal: 'not-in-corpus', end: endOf({ outcome: 'not-in-corpus' }) });
    expect(actions(renderAnswer(unknown))).toEqual(['up', 'down']);
    for (const given of [
      { answerId: null },
      { state: 'answering', end: null },
      { state: 'stopped' },
    ] as const)
      expect(actions(renderAnswer(viewOf({ end: endOf(cited), ...given })))).toEqual([]);
  });
});
