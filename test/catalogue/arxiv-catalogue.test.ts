import { utimesSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createArxivCatalogue } from '../../src/catalogue/arxiv-catalogue.ts';
import { createLastAsked } from '../../src/catalogue/last-asked.ts';
import { EndpointError, type IbidError, InterruptedError, UsageError } from '../../src/errors.ts';
import { arxivAnswer, type FakeArxiv, fastPace, startFakeArxiv, status } from '../support/fake-arxiv.ts';
import { temporaryFolder } from '../support/fake-terminal.ts';

const ID = '2409.01001';
const PAPER = arxivAnswer(ID);

function catalogueOf(arxiv: Pick<FakeArxiv, 'api'>, timeoutMilliseconds = 5_000) {
  const pace = fastPace();
  const options = { api: arxiv.api, userAgent: 'ibid/test', pace, timeoutMilliseconds };
  return { ...createArxivCatalogue(options), pace };
}

async function failureOf(work: Promise<unknown>): Promise<IbidError> {
  const error: unknown = await work.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof UsageError || error instanceof EndpointError) return error;
  throw error;
}

describe('a paper that arXiv has', () => {
  it('comes with its version and the feed as it was given', async () => {
    const arxiv = await startFakeArxiv(PAPER);
    const record = await catalogueOf(arxiv).fetch(ID);
    expect(record).toEqual({ arxivId: ID, version: 3, text: PAPER, notices: [] });
    expect(arxiv.requests).toMatchObject([{ id: ID, query: `?id_list=${ID}&max_results=1` }]);
    expect(arxiv.requests[0]?.headers['user-agent']).toBe('ibid/test');
  });

  it('is found under its old id', async () => {
    const arxiv = await startFakeArxiv(arxivAnswer('hep-th-9901001'));
    expect(await catalogueOf(arxiv).fetch('hep-th/9901001')).toMatchObject({ version: 2 });
    expect(arxiv.requests[0]?.id).toBe('hep-th/9901001');
  });

  it('is taken with a warning where a comment says that it was withdrawn', async () => {
    const arxiv = await startFakeArxiv(arxivAnswer('withdrawn-with-abstract'));
    const { notices } = await catalogueOf(arxiv).fetch('2409.01004');
    expect(notices).toEqual([
      'arXiv\'s comment on it: "This paper has been withdrawn by the authors: Theorem 2 is wrong"',
    ]);
  });
});

describe('manners', () => {
  it('asks one at a time, and three seconds after the last answer', async () => {
    const arxiv = await startFakeArxiv((response, { id }) => {
      setTimeout(() => response.end(id === ID ? PAPER : arxivAnswer('hep-th-9901001')), 20);
    });
    const catalogue = catalogueOf(arxiv);
    const both = [catalogue.fetch(ID), catalogue.fetch('hep-th/9901001')];
    expect((await Promise.all(both)).map(({ arxivId }) => arxivId)).toEqual([ID, 'hep-th/9901001']);
    expect(arxiv.mostAtOnce()).toBe(1);
    expect(catalogue.pace.waits).toEqual([3_000]);
  });

  it('keeps its distance to what another process has asked', async () => {
    const arxiv = await startFakeArxiv(PAPER);
    const file = join(temporaryFolder(), 'state', 'asked');
    const now = Date.now();
    const process = () => {
      const pace = fastPace();
      const lastAsked = createLastAsked(file, () => now);
      return { ...createArxivCatalogue({ api: arxiv.api, userAgent: 'ibid/test', lastAsked, pace }), pace };
    };
    const [first, second, third] = [process(), process(), process()];
    await first.fetch(ID);
    expect(first.pace.waits).toEqual([]);
    utimesSync(file, new Date(), new Date(now - 1_000));
    await second.fetch(ID);
    expect(second.pace.waits).toEqual([2_000]);
    // A clock that was set back holds nobody up.
    utimesSync(file, new Date(), new Date(now + 3_600_000));
    await third.fetch(ID);
    expect(third.pace.waits).toEqual([]);
  });

  it('asks all the same where that cannot be noted', async () => {
    const arxiv = await startFakeArxiv(PAPER);
    const lastAsked = createLastAsked(join(process.execPath, 'asked'));
    const catalogue = createArxivCatalogue({
      api: arxiv.api,
      userAgent: 'ibid/test',
      lastAsked,
      pace: fastPace(),
    });
    expect(await catalogue.fetch(ID)).toMatchObject({ version: 3 });
  });

  it.each([429, 500, 502, 503, 504])('asks again after %i, twice, a little later each time', async (code) => {
    const arxiv = await startFakeArxiv(status(code), status(code), PAPER);
    const catalogue = catalogueOf(arxiv);
    expect(await catalogue.fetch(ID)).toMatchObject({ version: 3 });
    expect(catalogue.pace.waits).toEqual([3_000, 6_000]);
  });

  it('waits as long as arXiv says', async () => {
    const arxiv = await startFakeArxiv(status(503, { 'retry-after': '7' }), PAPER);
    const catalogue = catalogueOf(arxiv);
    await catalogue.fetch(ID);
    expect(catalogue.pace.waits).toEqual([7_000]);
  });

  it('does not wait longer than anybody would, and says when to come back', async () => {
    const arxiv = await startFakeArxiv(status(429, { 'retry-after': '600' }), PAPER);
    const error = await failureOf(catalogueOf(arxiv).fetch(ID));
    expect(error.message).toMatch(/^arXiv \(127\.0\.0\.1:\d+\) has been asked too often \(429\)$/u);
    expect(error.remedy).toBe('Try again in 10 minutes.');
    expect(arxiv.requests).toHaveLength(1);
  });

  it('gives up after three requests', async () => {
    const arxiv = await startFakeArxiv(status(503));
    const error = await failureOf(catalogueOf(arxiv).fetch(ID));
    expect(error.message).toContain('is not able to answer just now (503)');
    expect(error).toMatchObject({ retryable: true, remedy: 'Try again in a few minutes.' });
    expect(arxiv.requests).toHaveLength(3);
  });

  it('goes on with the next paper after one that failed', async () => {
    const arxiv = await startFakeArxiv(status(403), PAPER);
    const catalogue = catalogueOf(arxiv);
    const [failed, found] = await Promise.allSettled([catalogue.fetch('2409.01009'), catalogue.fetch(ID)]);
    expect([failed.status, found.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('a paper that arXiv has not', () => {
  it('is looked for twice before an empty answer is believed', async () => {
    const arxiv = await startFakeArxiv(arxivAnswer('empty'), PAPER);
    expect(await catalogueOf(arxiv).fetch(ID)).toMatchObject({ version: 3 });
    const without = await startFakeArxiv(arxivAnswer('empty'));
    const error = await failureOf(catalogueOf(without).fetch('2409.99999'));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toBe('arXiv has no paper 2409.99999');
    expect(error.remedy).toContain('Compare the id');
    expect(without.requests).toHaveLength(2);
  });

  it.each([
    ['error', '2409.01002', 'arXiv has no paper 2409.01002: it says "incorrect id format for 2409.01002"'],
    [
      'withdrawn',
      '2409.01003',
      'was withdrawn, and has no abstract any more: "This paper has been withdrawn',
    ],
    ['without-abstract', '2409.01005', 'arXiv has no abstract of 2409.01005, "Proceedings of the Second'],
  ])('or has no abstract of, is told as that: %s', async (name, id, words) => {
    const arxiv = await startFakeArxiv(arxivAnswer(name));
    const error = await failureOf(catalogueOf(arxiv).fetch(id));
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(words);
    expect(arxiv.requests).toHaveLength(1);
  });
});

describe('answers that cannot be relied on', () => {
  const huge = (response: ServerResponse): void => {
    const piece = 'x'.repeat(256 * 1024);
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };
  const entry = /<entry>[\s\S]*<\/entry>\n/u.exec(PAPER)?.[0] ?? '';

  it.each([
    [
      'a web page',
      '<!DOCTYPE html><html><body>Log in</body></html>',
      'answered with a web page where a feed',
    ],
    ['words', 'It works!', 'answered with something that is no Atom feed'],
    ['nothing', '', 'answered with nothing at all'],
    ['broken XML', PAPER.replace('</title>\n    <summary>', '\n    <summary>'), 'is not well-formed XML'],
    ['half a feed', PAPER.slice(0, 600), 'answered with half a feed'],
    ['half an entry', PAPER.slice(0, PAPER.indexOf('<author>')), 'the file ends in the middle of it'],
    ['entities', PAPER.replace('<feed', '<!DOCTYPE f [<!ENTITY a "b">]><feed'), 'declares entities'],
    ['another paper', arxivAnswer('hep-th-9901001'), 'answered with paper hep-th/9901001 instead'],
    ['an entry without an id', PAPER.replaceAll(/arxiv\.org\/(?:abs|pdf)\/[\d.v]+/gu, 'x'), 'without an id'],
    ['two papers', PAPER.replace(entry, entry + entry), 'answered with 2 records where one was asked for'],
    ['too few questions', 'Rate exceeded.', 'has been asked too often'],
    [
      'no text',
      (response: ServerResponse) => void response.end(Buffer.from([255, 254, 253])),
      'something that is no text',
    ],
    ['too much', huge, 'answered with more than 4 MB for one paper'],
    ['400', status(400), 'does not take the question (400)'],
    ['403', status(403), 'does not let this program ask (403)'],
    ['404', status(404), 'has nothing at this address (404)'],
    ['418', status(418), 'answered with something unexpected (418)'],
    ['a circle', status(302, { location: '/api/query?again' }), 'sends on from address to address'],
    ['a way out of the web', status(302, { location: 'file:///etc/passwd' }), 'sends on from address'],
    [
      'a cut',
      (response: ServerResponse) => void response.destroy(),
      'cannot be reached: the connection was cut',
    ],
  ])('are told as what they are: %s', async (_, reply, words) => {
    const arxiv = await startFakeArxiv(reply);
    const error = await failureOf(catalogueOf(arxiv).fetch(ID));
    expect(error).toBeInstanceOf(EndpointError);
    expect(error.message).toMatch(/^arXiv \(127\.0\.0\.1:\d+\) /u);
    expect(error.message).toContain(words);
    expect(error.remedy).toMatch(/\.$/u);
  });

  it('goes where arXiv sends it', async () => {
    const arxiv = await startFakeArxiv(status(301, { location: '/moved?id_list=2409.01001' }), PAPER);
    expect(await catalogueOf(arxiv).fetch(ID)).toMatchObject({ version: 3 });
    expect(arxiv.requests.map(({ id }) => id)).toEqual([ID, ID]);
  });

  it('does not wait for ever for an answer, nor for the rest of one', async () => {
    for (const reply of [() => {}, (response: ServerResponse) => void response.write(PAPER.slice(0, 500))]) {
      const arxiv = await startFakeArxiv(reply);
      const error = await failureOf(catalogueOf(arxiv, 60).fetch(ID));
      expect(error.message).toMatch(/ did not answer within 0\.06 s$/u);
      expect(arxiv.requests).toHaveLength(3);
    }
  });

  it('says so where nothing listens, and where no name is known', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const refused = await failureOf(catalogueOf({ api: `http://127.0.0.1:${port}/` }).fetch(ID));
    expect(refused.message).toBe(`arXiv (127.0.0.1:${port}) cannot be reached: the connection was refused`);
    expect(refused.remedy).toContain('IBID_ARXIV_API');
    const unknown = await failureOf(catalogueOf({ api: 'http://arxiv.invalid/' }).fetch(ID));
    expect(unknown.message).toBe('arXiv (arxiv.invalid) cannot be reached: its host name is not known');
  });

  it('names no password that stands in the address', async () => {
    const api = (await startFakeArxiv(status(404))).api.replace('//', '//someone:hunter2@');
    const error = await failureOf(catalogueOf({ api }).fetch(ID));
    expect(`${error.message} ${error.remedy} ${JSON.stringify(error)}`).not.toContain('hunter2');
  });
});

describe('somebody who does not want it any more', () => {
  it('stops the request at once, and what waits behind it', async () => {
    const arxiv = await startFakeArxiv(() => {});
    const catalogue = catalogueOf(arxiv);
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const first = catalogue.fetch(ID, stop.signal);
    const second = catalogue.fetch('2409.01009', stop.signal);
    const both = Promise.allSettled([first, second]);
    while (arxiv.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    for (const result of await both)
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(InterruptedError) });
    expect(arxiv.requests).toHaveLength(1);
  });

  it('asks nothing', async () => {
    const arxiv = await startFakeArxiv(PAPER);
    const fetching = catalogueOf(arxiv).fetch(ID, AbortSignal.abort());
    await expect(fetching).rejects.toBeInstanceOf(InterruptedError);
    expect(arxiv.requests).toEqual([]);
  });
});
