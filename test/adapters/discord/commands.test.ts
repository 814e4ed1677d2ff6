import { describe, expect, it } from 'vitest';
import { COMMANDS, readCommand } from '../../../src/adapters/discord/commands.ts';
import { readComparison } from '../../../src/adapters/discord/handle-command.ts';
import {
  createPaperSuggester,
  suggestible,
  suggestionsFor,
} from '../../../src/adapters/discord/suggest-papers.ts';
import { someManifest } from '../../support/fake-ibid.ts';

describe('commands', () => {
  it('are as Discord takes them', () => {
    for (const command of COMMANDS) {
      expect(command.name.length).toBeLessThanOrEqual(32);
      const described = [command, ...('options' in command ? (command.options ?? []) : [])];
      for (const { description = 'x' } of described as { description?: string }[]) {
        expect(description.length).toBeGreaterThan(0);
        expect(description.length).toBeLessThanOrEqual(100);
      }
    }
    expect(COMMANDS.map(({ name }) => name)).toEqual([
      'ask',
      'compare',
      'summarize',
      'search',
      'paper',
      'forget',
      'help',
      'Ask ibid about this',
    ]);
  });

  const given = (values: Record<string, string | boolean>) => ({
    text: (name: string) => (typeof values[name] === 'string' ? values[name] : null),
    flag: (name: string) => (typeof values[name] === 'boolean' ? values[name] : null),
    message: () => null,
  });

  it('are read with what was left out', () => {
    expect(readCommand('ask', given({ question: ' What\n is  MoH? ' }))).toEqual({
      name: 'ask',
      question: 'What is MoH?',
      detail: null,
      hidden: false,
    });
    expect(readCommand('ask', given({ question: 'x', detail: 'long', private: true }))).toMatchObject({
      detail: 'long',
      hidden: true,
    });
    expect(readCommand('compare', given({ first: 'MoH', second: 'DiffMoE' }))).toEqual({
      name: 'compare',
      sides: ['MoH', 'DiffMoE'],
      on: null,
    });
    expect(readCommand('of an older version', given({}))).toBeNull();
  });

  it('compare two or three, on what is named', () => {
    expect(readComparison({ sides: ['MoH', 'DiffMoE', 'γ-MoD'], on: 'speed, accuracy and cost' })).toEqual({
      text: 'Compare MoH, DiffMoE and γ-MoD on speed, accuracy and cost',
      intent: { kind: 'compare', sides: ['MoH', 'DiffMoE', 'γ-MoD'], aspects: ['speed', 'accuracy', 'cost'] },
    });
    expect(readComparison({ sides: ['MoH', 'moh'], on: null })).toContain('named twice');
    expect(readComparison({ sides: ['MoH', ''], on: null })).toContain('Name two');
  });
});

describe('suggestions while somebody types a title', () => {
  const papers = [
    { id: '1', title: 'A Survey on Mixture of Experts' },
    { id: '2', title: 'Faster Diffusion: Rethinking the Role of UNet Encoder' },
    { id: '3', title: 'MoH: Multi-Head Attention as Mixture-of-Head Attention' },
    { id: '4', title: 'VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs' },
    { id: '5', title: 'Expert Gating with MoH and Others' },
  ].map(suggestible);
  const ids = (typed: string) => suggestionsFor(typed, papers).map(({ value }) => value);

  it('find names first, then beginnings, then what stands within', () => {
    expect(ids('moh')).toEqual(['3', '5']);
    expect(ids('vqg')).toEqual(['4']);
    expect(ids('expert')).toEqual(['5', '1']);
    expect(ids('RETHINKING')).toEqual(['2', '4']);
    expect(ids('of experts')).toEqual(['1']);
    expect(ids('nothing like it')).toEqual([]);
    expect(ids('')).toHaveLength(5);
  });

  it('are at most 25, with names and values that Discord takes', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      suggestible({
        id: n % 2 === 0 ? `10.${'1'.repeat(120)}/${n}` : `${n}`,
        title: `${'Long '.repeat(40)}${n}`,
      }),
    );
    const found = suggestionsFor('long', many);
    expect(found).toHaveLength(25);
    for (const { name, value } of found) {
      expect(name.length).toBeLessThanOrEqual(100);
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(100);
    }
  });

  it('are of the index as it is: read once, and again when it was rebuilt', async () => {
    let generation = 1;
    let read = 0;
    const suggester = createPaperSuggester({
      manifest: async () => ({ ...someManifest(), generation }),
      papers: async () => {
        read++;
        return [{ id: `${generation}`, title: 'VQGraph', authors: [], year: null, arxivId: null, doi: null }];
      },
    });
    expect(await suggester.suggest('vq')).toEqual([{ name: 'VQGraph', value: '1' }]);
    await suggester.suggest('v');
    expect(read).toBe(1);
    generation = 2;
    expect(await suggester.suggest('vq')).toEqual([{ name: 'VQGraph', value: '2' }]);
  });

  it('are tried again after the titles could not be read', async () => {
    let broken = true;
    const suggester = createPaperSuggester({
      manifest: async () => someManifest(),
      papers: async () => {
        if (broken) throw new Error('busy');
        return [{ id: '1', title: 'VQGraph', authors: [], year: null, arxivId: null, doi: null }];
      },
    });
    await expect(suggester.suggest('vq')).rejects.toThrow('busy');
    broken = false;
    expect(await suggester.suggest('vq')).toHaveLength(1);
  });
});
