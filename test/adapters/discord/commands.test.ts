import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/adapters/discord/commands/all.ts';
import { readComparison } from '../../../src/adapters/discord/commands/compare.ts';
import {
  createPaperSuggester,
  suggestible,
  suggestionsFor,
} from '../../../src/adapters/discord/suggest-papers.ts';
import { someManifest } from '../../support/fake-ibid.ts';

interface Described {
  readonly description?: string;
  readonly autocomplete?: boolean;
  readonly options?: readonly Described[];
}

/** Options with those of subcommands. */
function optionsBelow(described: object): readonly Described[] {
  const { options = [] } = described as Described;
  return options.flatMap((option) => [option, ...optionsBelow(option)]);
}

describe('commands', () => {
  it('are as Discord takes them, each name once', () => {
    const names = COMMANDS.map(({ definition }) => definition.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { definition, suggest } of COMMANDS) {
      expect(definition.name.length).toBeLessThanOrEqual(32);
      const described: readonly Described[] = [definition as Described, ...optionsBelow(definition)];
      for (const { description = 'x' } of described) {
        expect(description.length).toBeGreaterThan(0);
        expect(description.length).toBeLessThanOrEqual(100);
      }
      expect(described.some(({ autocomplete }) => autocomplete === true)).toBe(suggest !== undefined);
    }
  });

  it('are told of by /help, but for the one in the menu', () => {
    const untold = COMMANDS.filter(({ help }) => help === null).map(({ definition }) => definition.name);
    expect(untold).toEqual(['Ask ibid about this']);
  });

  it('compare two or three, on what is named', () => {
    expect(readComparison({ sides: ['MoH', 'DiffMoE', 'γ-MoD'], on: 'speed, accuracy and cost' })).toEqual({
      text: 'Compare MoH, DiffMoE and γ-MoD on speed, accuracy and cost',
      intent: { kind: 'compare', sides: ['MoH', 'DiffMoE', 'γ-MoD'], aspects: ['speed', 'accuracy', 'cost'] },
    });
    expect(readComparison({ sides: ['MoH', 'moh'], on: '' })).toContain('named twice');
    expect(readComparison({ sides: ['MoH', ''], on: '' })).toContain('Name two');
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
    let createdAt = '2026-01-01T00:00:00.000Z';
    let read = 0;
    const suggester = createPaperSuggester({
      manifest: async () => ({ ...someManifest(), generation, createdAt }),
      papers: async () => {
        read++;
        return [{ id: `${read}`, title: 'VQGraph', authors: [], year: null, arxivId: null, doi: null }];
      },
    });
    expect(await suggester.suggest('vq')).toEqual([{ name: 'VQGraph', value: '1' }]);
    await suggester.suggest('v');
    expect(read).toBe(1);
    generation = 2;
    expect(await suggester.suggest('vq')).toEqual([{ name: 'VQGraph', value: '2' }]);
    // Its folder was removed, and it was built anew: that is its second generation again.
    createdAt = '2026-02-01T00:00:00.000Z';
    expect(await suggester.suggest('vq')).toEqual([{ name: 'VQGraph', value: '3' }]);
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
