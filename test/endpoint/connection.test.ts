import { describe, expect, test } from 'vitest';
import { explainConnection } from '../../src/endpoint/connection.ts';

const withCode = (code: string): Error => Object.assign(new Error('inner'), { code });
/** As fetch throws it, inside of what the SDK makes of it. */
const wrapped = (cause: unknown): Error =>
  new Error('Connection error.', { cause: new TypeError('fetch failed', { cause }) });

describe('what a connection failed with', () => {
  test.each([
    ['ECONNREFUSED', 'the connection was refused', /start the server/, false],
    ['ENOTFOUND', 'its host name is not known', /OPENAI_BASE_URL/, false],
    ['EAI_AGAIN', 'its host name is not known', /network/, false],
    ['ECONNRESET', 'the connection was cut', /try again/, true],
    ['UND_ERR_SOCKET', 'the connection was cut', /try again/, true],
    ['UND_ERR_CONNECT_TIMEOUT', 'nothing answered at its address in time', /proxy/, false],
    ['EHOSTUNREACH', 'the network has no way to it', /network/, false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate is not trusted \(DEPTH/, /NODE_EXTRA_CA_CERTS/, false],
    ['CERT_HAS_EXPIRED', /certificate is not trusted/, /NODE_EXTRA_CA_CERTS/, false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate is not trusted/, /NODE_EXTRA_CA_CERTS/, false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate is not trusted/, /OPENAI_BASE_URL/, false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /no secure connection/, /http:\/\//, false],
    ['EMFILE', 'the connection failed (EMFILE)', /OPENAI_BASE_URL/, true],
  ] as const)('%s', (code, finding, remedy, passing) => {
    const found = explainConnection(wrapped(withCode(code)));
    expect(found.code).toBe(code);
    expect(found.finding).toMatch(finding);
    expect(found.remedy).toMatch(remedy);
    expect(found.passing).toBe(passing);
  });

  test('of several addresses that were tried, the first tells', () => {
    const both = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]);
    expect(explainConnection(wrapped(both)).finding).toBe('the connection was refused');
  });

  test('no code at all, and causes that go round in a circle', () => {
    const circle = new Error('circle');
    circle.cause = circle;
    for (const error of [circle, 'words', null]) {
      expect(explainConnection(error)).toMatchObject({ code: null, finding: 'the connection failed' });
    }
  });
});
