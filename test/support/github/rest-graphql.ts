import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A door in front of a GitHub that has no GraphQL: it hands on every request as it came, and answers the few queries of
 * ours out of that GitHub's own REST API.
 */
export interface RestGraphQl {
  readonly url: string;
  /** `METHOD path` of what was handed on. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** `viewer` is the login of the tokens that come: REST does not tell it of an installation's. */
export async function startRestGraphQl(behind: string, viewer: string): Promise<RestGraphQl> {
  const calls: string[] = [];
  const server: Server = createServer((request, response) => {
    answer(request).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; type: string; body: Buffer | string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const authorization = request.headers.authorization ?? '';
    if (request.url === '/graphql') {
      const data = await resolve(JSON.parse(body.toString()) as Query, authorization);
      return { status: 200, type: 'application/json', body: JSON.stringify({ data }) };
    }
    calls.push(`${request.method} ${request.url?.split('?')[0]}`);
    const headers = { authorization, 'content-type': 'application/json', accept: request.headers.accept ?? '' };
    const sent = { method: request.method ?? 'GET', headers, ...(body.length > 0 ? { body } : {}) };
    const found = await fetch(behind + request.url, sent);
    const type = found.headers.get('content-type') ?? 'application/json';
    return { status: found.status, type, body: Buffer.from(await found.arrayBuffer()) };
  }

  async function resolve({ query, variables }: Query, authorization: string): Promise<unknown> {
    const ask = async (path: string): Promise<unknown> => {
      const found = await fetch(`${behind}/repos/${variables['owner']}/${variables['name']}${path}`, {
        headers: { authorization },
      });
      if (!found.ok) throw new Error(`${path} answered ${found.status}`);
      return found.json();
    };
    // Its owners are persons.
    if (query.includes('query readTeams')) return { organization: null };
    if (query.includes('query viewer')) return { viewer: { login: viewer } };
    if (query.includes('query readBlobs')) {
      const shas = Object.entries(variables).filter(([name]) => /^s\d+$/.test(name));
      const texts = shas.map(async ([name, sha]) => {
        const { content } = (await ask(`/git/blobs/${sha}`)) as { content: string };
        return [name.replace('s', 'b'), { text: Buffer.from(content, 'base64').toString() }] as const;
      });
      return { repository: Object.fromEntries(await Promise.all(texts)) };
    }
    if (/query read(Usage|Overrides)/.test(query)) {
      const found = (await ask(`/issues/${variables['number']}/comments?per_page=100`)) as readonly Comment[];
      const comments = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: found.map(commentNode) };
      return { repository: { pullRequest: { comments, reviews: { ...comments, nodes: [] } } } };
    }
    throw new Error(`no answer is known for ${query.slice(0, 60)}`);
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly user: { readonly login: string; readonly type: string };
}

function commentNode({ id, body, created_at, updated_at, user }: Comment) {
  const lastEditedAt = created_at === updated_at ? null : updated_at;
  return {
    databaseId: id,
    body,
    createdAt: created_at,
    lastEditedAt,
    author: { login: user.login, __typename: user.type },
  };
}
