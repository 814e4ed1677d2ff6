import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderListExport } from '../../../../src/adapters/discord/render/render-list-export.ts';
import {
  renderListed,
  renderOfOthers,
  renderRemoved,
} from '../../../../src/adapters/discord/render/render-listed.ts';
import {
  LISTED_ON_A_PAGE,
  renderReadingList,
  type ShownEntry,
} from '../../../../src/adapters/discord/render/render-reading-list.ts';
import { anyPaper, anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';
import { HOSTILE_PAPER, PAPERS, paperAt } from './views.ts';

const ADDED = new Date(1_760_000_000_000);

function entryOf(place: number, given: Partial<ShownEntry> = {}): ShownEntry {
  const paper = paperAt(place);
  return { paperId: paper.id, paper, user: '42', added: ADDED, ...given };
}

/** A list of one page. */
function shown(entries: readonly ShownEntry[], given: { owner?: 'channel' | 'user'; gone?: number } = {}) {
  const { owner = 'channel', gone = 0 } = given;
  return renderReadingList({ owner, gone, count: entries.length, page: 1, pages: 1, entries });
}

describe('a reading list', () => {
  it('is its papers in the order they were added, with who added them and when', () => {
    const gone = { paperId: '2401.00001', paper: null, user: null, added: ADDED };
    const hostile = { paperId: 'hostile', paper: HOSTILE_PAPER, user: '7', added: ADDED };
    const { content, embeds } = shown([entryOf(2), gone, hostile], { gone: 1 });
    expect(`${content}\n\n${embeds[0]?.description}`.replaceAll('\u200b', '<ZWSP>')).toMatchInlineSnapshot(`
      "The reading list of this channel has 3 papers.

      -# One of them is no longer in the index.

      1\\. **Faster Diffusion: Rethinking the Role of UNet Encoder** — Ling Yang and Ye Tian, 2021 — <https://arxiv.org/abs/2101.00001>
      -# added <t:1760000000:d> by <@42>

      2\\. 2401.00001 — no longer in the index
      -# added <t:1760000000:d>

      3\\. **@<ZWSP>everyone \\*\\*[free]\\(https\\://evil.example)\\*\\* \\\`\\\`\\\` \\<\\@123> discord\\.gg/abc \\|\\|x\\|\\| detnirp** — \\<\\#42> et al. — <https://example.org/a_b?c=%2Ad%2A>
      -# added <t:1760000000:d> by <@7>"
    `);
  });

  it('says on which page it goes on', () => {
    const entries = Array.from({ length: LISTED_ON_A_PAGE }, () => entryOf(1));
    const page = { owner: 'channel', count: 23, gone: 0, pages: 3 } as const;
    const second = renderReadingList({ ...page, page: 2, entries });
    expect(second.content).toBe(
      'The reading list of this channel has 23 papers; these are 11 to 20.\n\n-# Page 2 of 3. The next: `/reading-list show page:3`',
    );
    expect(second.embeds[0]?.description).toMatch(/^11\\\. \*\*VQGraph/u);
    expect(second.embeds[0]?.description).toMatch(/^20\\\. \*\*VQGraph/mu);
    const last = renderReadingList({ ...page, page: 3, entries: entries.slice(0, 3) });
    expect(last.content).toBe('The reading list of this channel has 23 papers; these are 21 to 23.');
  });

  it('is one’s own in direct messages, where nobody else adds anything', () => {
    const { content, embeds } = shown([entryOf(1)], { owner: 'user' });
    expect(content).toBe('Your reading list has 1 paper.');
    expect(embeds[0]?.description).toMatch(/-# added <t:1760000000:d>$/u);
  });

  it('says how to add to it when it is empty', () => {
    const { content, embeds } = shown([]);
    expect(content).toContain('The reading list of this channel is empty. `/reading-list add`');
    expect(embeds).toEqual([]);
  });

  it('leaves the links out where they would leave no room for papers', () => {
    const url = `https://example.org/${'x'.repeat(480)}`;
    const entries = Array.from({ length: LISTED_ON_A_PAGE }, () =>
      entryOf(1, { paper: { ...paperAt(1), url } }),
    );
    const { embeds } = shown(entries);
    expect(embeds[0]?.description?.match(/\*\*VQGraph/gu)).toHaveLength(LISTED_ON_A_PAGE);
    expect(embeds[0]?.description).not.toContain('<https:');
  });

  it('is within the limits and inert, whatever the papers say, but for who added them', () => {
    const entry = fc.record({
      paperId: anyText,
      paper: fc.option(anyPaper),
      user: fc.option(fc.oneof(fc.constantFrom('42', '12345678901234567890'), anyText)),
      added: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: LISTED_ON_A_PAGE }), (entries) => {
        const body = shown(entries, { gone: entries.filter(({ paper }) => paper === null).length });
        expectWithinLimits(body);
        const [{ description = '' } = {}] = body.embeds;
        expectSeen(description);
        const { live } = readMarkdown(description);
        const wrong = live.filter(({ kind }) => !['bold', 'subtext', 'link', 'mention'].includes(kind));
        expect(wrong).toEqual([]);
        // Those that are read as they stand come in twice: whole, and their beginning as the servers see it.
        const known = entries.filter(({ user }) => /^\d{1,20}$/u.test(user ?? ''));
        const mentions = live.flatMap(({ kind, text }) => (kind === 'mention' ? [text] : []));
        expect(mentions.toSorted()).toEqual(
          [
            ...entries.flatMap(({ added }) => [`<t:${Math.floor(added.getTime() / 1000)}:d>`, '<t:']),
            ...known.flatMap(({ user }) => [`<@${user}>`, '<@']),
          ].toSorted(),
        );
        expect(description.match(/^-# added <t:/gmu)).toHaveLength(entries.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what came of a change', () => {
  const told = { owner: 'channel', added: [], already: [], full: [], gone: 0, most: 500 } as const;

  it('is told of each paper', () => {
    expect(
      renderListed({ ...told, added: ['One'], already: ['T_wo'], full: ['Three'], gone: 2 }).content,
    ).toMatchInlineSnapshot(`
      "Not added: 2 papers that are no longer in the index.
      Added to the reading list of this channel:
      - One
      Already on it:
      - T\\_wo
      The reading list of this channel has 500 papers, the most that it can have. \`/reading-list remove\` makes room for:
      - Three"
    `);
    expect(renderListed({ ...told, owner: 'user', added: ['One'] }).content).toBe(
      'Added to your reading list:\n- One',
    );
    expect(renderListed(told).content).toContain('cites nothing');
    expect(
      renderListed({ ...told, added: Array.from({ length: 90 }, () => 'A title '.repeat(9)) }).content,
    ).toMatch(/- and more$/u);
    expect(renderRemoved({ owner: 'channel', title: 'One' }).content).toBe(
      'Removed from the reading list of this channel:\n- One',
    );
    expect(renderOfOthers({ title: 'One', user: '42' }).content).toMatch(
      /^<@42> put this paper on the list.*\n- One$/u,
    );
  });

  it('fits and is inert, whatever the papers are called', () => {
    const titles = fc.array(anyText, { maxLength: 30 });
    fc.assert(
      fc.property(titles, titles, anyText, (some, others, title) => {
        for (const body of [
          renderListed({ ...told, added: some, already: others, full: some }),
          renderRemoved({ owner: 'user', title }),
        ]) {
          expectWithinLimits(body);
          expectSeen(body.content);
          const theirs = body.content.replace('`/reading-list remove`', '');
          const wrong = readMarkdown(theirs).live.filter(({ kind }) => kind !== 'list');
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a reading list as a file', () => {
  const given = { owner: 'channel', papers: PAPERS.slice(0, 2), gone: [], day: '2026-11-22' } as const;

  it('is BibTeX or RIS, named after its day', () => {
    const bibtex = renderListExport({ ...given, format: 'bibtex' });
    expect(bibtex.content).toBe('The reading list of this channel as BibTeX: 2 papers.');
    expect(bibtex.files.map(({ name }) => name)).toEqual(['reading-list-2026-11-22.bib']);
    expect(bibtex.files[0]?.text.match(/^@misc\{/gmu)).toHaveLength(2);
    const ris = renderListExport({ ...given, format: 'ris' });
    expect(ris.content).toBe('The reading list of this channel as RIS: 2 papers, with their abstracts.');
    expect(ris.files.map(({ name }) => name)).toEqual(['reading-list-2026-11-22.ris']);
    expect(ris.files[0]?.text.match(/^AB {2}- .+\r\nER {2}- \r\n/gmu)).toHaveLength(2);
  });

  it('names what is left out', () => {
    const some = renderListExport({ ...given, format: 'ris', gone: ['2401.00001', 'x_y'] });
    expect(some.content).toContain(
      '2 papers are left out, as they are no longer in the index: 2401.00001, x\\_y',
    );
    const none = renderListExport({ ...given, papers: [], format: 'ris', gone: ['2401.00001'] });
    expect(none).toMatchObject({
      content: 'Left out, as it is no longer in the index: 2401.00001',
      files: [],
    });
    expect(renderListExport({ ...given, papers: [], format: 'ris' }).content).toContain('is empty');
  });

  it('gives up abstracts before it is larger than Discord takes, and says so', () => {
    const long = { ...paperAt(1), abstract: 'ä'.repeat(1_000_000) };
    const papers = Array.from({ length: 5 }, () => long);
    const { content, files } = renderListExport({ ...given, papers, format: 'ris' });
    expect(content).toBe('The reading list of this channel as RIS: 5 papers, without their abstracts.');
    expect(files[0]?.text).not.toContain('AB  - ');
    const title = 'ä'.repeat(1_000_000);
    for (const format of ['bibtex', 'ris'] as const) {
      const none = renderListExport({
        ...given,
        papers: papers.map((paper) => ({ ...paper, title })),
        format,
      });
      expect(none.files).toEqual([]);
      expect(none.content).toContain('longer in this format than a file on Discord can be');
    }
  });

  it('is within the limits, and neither message nor file holds what acts or hides, whatever the papers say', () => {
    fc.assert(
      fc.property(
        fc.array(anyPaper, { maxLength: 4 }),
        fc.array(anyText, { maxLength: 4 }),
        fc.constantFrom('bibtex' as const, 'ris' as const),
        (papers, gone, format) => {
          const body = renderListExport({ ...given, papers, gone, format });
          expectWithinLimits(body);
          expectSeen(body.content);
          if (papers.length + gone.length > 0) expect(readMarkdown(body.content).live).toEqual([]);
          for (const { text } of body.files) expectSeen(text.replaceAll('\r\n', '\n'));
        },
      ),
      { numRuns: 200 },
    );
  });
});
