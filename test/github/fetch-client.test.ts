import { describe, expect, it } from 'vitest';
import { createFetchClient } from '#app/github/fetch-client.ts';
import { NotFoundError, NotPermittedError, RateLimitedError } from '#app/github/github-error.ts';
import { readRepository } from '#app/github/repository.ts';
import { withRetries } from '#app/github/retry.ts';

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose answers are given, and what it asked. */
function client(answers: readonly (() => Response)[], apiUrl = 'https://api.github.com') {
  const asked: Asked[] = [];
  const rest = [...answers];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push({ url, init });
    const next = rest.shift();
    if (!next) throw new TypeError('fetch failed');
    return next();
  };
  return { asked, client: createFetchClient({ token: 't0ken', apiUrl, fetch }) };
}

const json =
  (body: unknown, init: ResponseInit = {}) =>
  () =>
    new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
const PLACE = { owner: 'acme', repo: 'infra' };

describe('a client over fetch', () => {
  it('writes paths, queries and bodies as GitHub documents them', async () => {
    const { client: own, asked } = client([json([]), json({}), json({ data: {} })]);
    await own.request('GET /repos/{owner}/{repo}/branches/{branch}', {
      ...PLACE,
      branch: 'a/b',
      page: 2,
      left: undefined,
    });
    await own.request('POST /repos/{owner}/{repo}/pulls', { ...PLACE, title: 'x' });
    await own.graphql('query a { b }', { c: 1 });
    expect(asked.map(({ url, init }) => [init.method, url, init.body])).toEqual([
      ['GET', 'https://api.github.com/repos/acme/infra/branches/a%2Fb?page=2', undefined],
      ['POST', 'https://api.github.com/repos/acme/infra/pulls', '{"title":"x"}'],
      ['POST', 'https://api.github.com/graphql', '{"query":"query a { b }","variables":{"c":1}}'],
    ]);
    expect(asked[0]?.init.headers).toMatchObject({ authorization: 'bearer t0ken' });
  });

  it('asks an Enterprise Server where it has its GraphQL', async () => {
    const { client: own, asked } = client([json({ data: {} })], 'https://ghe.example.com/api/v3/');
    await own.graphql('query a { b }');
    expect(asked[0]?.url).toBe('https://ghe.example.com/api/graphql');
  });

  it.each([
    ['404', json({ message: 'Not Found' }, { status: 404 }), NotFoundError],
    ['403', json({ message: 'Resource not accessible by integration' }, { status: 403 }), NotPermittedError],
    ['a limit', json({ message: 'rate limit' }, { status: 403, headers: { 'retry-after': '7' } }), RateLimitedError],
  ])('turns %s into the errors of the room', async (_, answer, kind) => {
    const { client: own } = client([answer]);
    await expect(readRepository(PLACE, { client: own })).rejects.toThrow(kind);
  });

  it('is asked again after a limit, a failed server, a broken connection and a cut-off answer', async () => {
    const facts = { default_branch: 'main', private: true };
    const cut = () => new Response('{"defau', { headers: { 'content-type': 'application/json' } });
    const down = () => {
      throw new TypeError('fetch failed');
    };
    const { client: own } = client([json({}, { status: 502 }), down, cut, json(facts)]);
    const waits: number[] = [];
    const patient = withRetries(own, { attempts: 4, longestWaitMs: 60_000, wait: async (ms) => void waits.push(ms) });
    expect(await readRepository(PLACE, { client: patient })).toEqual({ defaultBranch: 'main', isPrivate: true });
    expect(waits).toHaveLength(3);
  });

  it('does not follow a redirect with its token', async () => {
    const moved = () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.example.com' } });
    const { client: own, asked } = client([moved]);
    await expect(readRepository(PLACE, { client: own })).rejects.toThrow('302');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.init.redirect).toBe('manual');
  });
});
