import { expect } from 'vitest';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';

/** What Discord would refuse, or show although nobody should see it act. */
export function expectWithinLimits(body: MessageBody): void {
  const { content, embeds, components, files, unattached = content } = body;
  expect(content.length).toBeLessThanOrEqual(2000);
  expect(unattached.length).toBeLessThanOrEqual(2000);
  expect(content.trim() !== '' || embeds.length > 0).toBe(true);
  expect(embeds.length).toBeLessThanOrEqual(10);
  let all = 0;
  for (const { title = '', description = '', fields = [], url } of embeds) {
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4096);
    expect(fields.length).toBeLessThanOrEqual(25);
    all += title.length + description.length;
    for (const { name, value } of fields) {
      expect(name.length).toBeLessThanOrEqual(256);
      expect(value.length).toBeLessThanOrEqual(1024);
      expect(value.trim()).not.toBe('');
      all += name.length + value.length;
    }
    if (url !== undefined) expect(url.length).toBeLessThanOrEqual(512);
    expect(`${title}${description}`.trim()).not.toBe('');
  }
  expect(all).toBeLessThanOrEqual(6000);
  expect(components.length).toBeLessThanOrEqual(5);
  const ids: string[] = [];
  for (const row of components) {
    expect(row.components.length).toBeGreaterThan(0);
    expect(row.components.length).toBeLessThanOrEqual(5);
    for (const button of row.components) {
      if (!('custom_id' in button)) throw new Error('a button without an id');
      ids.push(button.custom_id);
      expect(button.custom_id.length).toBeLessThanOrEqual(100);
      expect('label' in button ? (button.label ?? '').length : 0).toBeLessThanOrEqual(80);
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(files.length).toBeLessThanOrEqual(10);
}

/** No characters that act or hide, but for the one that parts `@` from the words the servers look for. */
export function expectSeen(text: string): void {
  const shown = text.replaceAll('@\u200b', '@');
  expect(shown).not.toMatch(
    /[^\P{Cc}\n]|\p{Bidi_Control}|\p{Cs}|\u034f|[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u,
  );
}
