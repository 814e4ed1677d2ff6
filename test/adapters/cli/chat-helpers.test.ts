import { describe, expect, it } from 'vitest';
import { completeCommand } from '../../../src/adapters/cli/chat/commands.ts';
import { createInputCollector } from '../../../src/adapters/cli/chat/input-collector.ts';

describe('the input collector', () => {
  it('says whether something waits', () => {
    const collector = createInputCollector();
    expect(collector.pending).toBe(false);
    collector.push('a');
    expect(collector.pending).toBe(true);
    expect(collector.take()).toEqual(['a']);
    expect(collector.pending).toBe(false);
  });
});

describe('what the Tab key offers', () => {
  it.each<[string, string[], string]>([
    ['/rec', ['/receipt '], '/rec'],
    ['/u', ['/usage'], '/u'],
    ['/c', ['/check ', '/clear'], '/c'],
    ['/check ', ['standard', 'strict', 'model'], ''],
    ['/check st', ['standard', 'strict'], 'st'],
    ['/check strict more', [], '/check strict more'],
    ['/paper x', [], 'x'],
    ['what', [], 'what'],
  ])('%j', (line, offered, completed) => {
    expect(completeCommand(line)).toEqual([offered, completed]);
  });
});
