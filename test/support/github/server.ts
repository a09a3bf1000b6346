import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Deliveries } from './deliveries.ts';
import { type Failure, failureAnswer, takeFailure } from './failures.ts';
import { answerGraphQl } from './graphql.ts';
import { githubDescription, type Json } from './openapi.ts';
import { type Answer, type Call, Refusal, type Route } from './route.ts';
import { ACCESS_ROUTES } from './routes-access.ts';
import { CHECK_ROUTES } from './routes-checks.ts';
import { COMMENT_ROUTES } from './routes-comments.ts';
import { GIT_ROUTES } from './routes-git.ts';
import { PULL_ROUTES } from './routes-pulls.ts';
import { WRITING_ROUTES } from './routes-writing.ts';
import type { Identity, State } from './state.ts';
import { roleOf } from './state.ts';

const ROUTES: readonly Route[] = [
  ...GIT_ROUTES,
  ...PULL_ROUTES,
  ...COMMENT_ROUTES,
  ...CHECK_ROUTES,
  ...ACCESS_ROUTES,
  ...WRITING_ROUTES,
];

/** One request as the double saw it. */
export interface LoggedCall {
  readonly method: string;
  readonly path: string;
  readonly template: string;
  readonly status: number;
  readonly identity: string;
  readonly needs: Route['needs'] | 'graphql';
}

export interface Host {
  readonly state: State;
  readonly deliveries: Deliveries;
  readonly failures: Failure[];
  readonly calls: LoggedCall[];
  /** What the double does not model, and what does not validate: a test with one has failed. */
  readonly faults: string[];
  /** Called as a request comes in and once more when its work is done, before it is answered. */
  watch?: ((moment: 'before' | 'after', call: { readonly method: string; readonly path: string }) => void) | undefined;
}

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly body: Json | undefined;
  readonly headers: IncomingMessage['headers'];
}

const PATTERNS = ROUTES.map((route) => ({ route, pattern: patternOf(route.template) })).toSorted(
  (one, other) => fixedLength(other.route.template) - fixedLength(one.route.template),
);

/** The HTTP server of the double: `/` and `/api/v3` are the same API. */
export function createGitHubServer(host: Host): Server {
  return createServer((request, response) => {
    void handle(host, request, response).catch((error: unknown) => {
      host.faults.push(`the double failed: ${(error as Error).stack}`);
      respond(response, { status: 500, body: { message: String(error) } });
    });
  });
}

async function handle(host: Host, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', host.state.url);
  const path = url.pathname.replace(/^\/api\/v3/, '').replace(/^\/api\/graphql/, '/graphql');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const method = request.method ?? 'GET';
  const failure = takeFailure(host.failures, { method, path });
  const received: Received = {
    method,
    url,
    path,
    body: text === '' ? undefined : (JSON.parse(text) as Json),
    headers: request.headers,
  };
  if (failure?.kind === 'slow') await new Promise((done) => setTimeout(done, (failure.retryAfterSeconds ?? 1) * 1000));
  else if (failure) {
    if (failure.afterwards) await answerCall(host, received);
    host.calls.push({ method, path, template: path, status: 0, identity: failure.kind, needs: 'any' });
    if (failure.kind === 'down') return void request.socket.destroy();
    if (failure.kind === 'cut-off') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id": 1,');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    const { status, headers, body } = failureAnswer(failure, host.state.now());
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    return void response.end(body);
  }
  host.watch?.('before', received);
  const answer = await answerCall(host, received);
  host.watch?.('after', received);
  respond(response, answer);
}

async function answerCall(host: Host, received: Received): Promise<Answer> {
  const { method, path, headers } = received;
  if (path.startsWith('/_archive/')) return archive(host, path);
  const identity = identityOf(host.state, headers.authorization);
  if (path === '/graphql') return await graphQl(host, received, identity);
  const found = PATTERNS.flatMap(({ route, pattern }) => {
    const match = route.method === method ? pattern.exec(path) : null;
    return match ? [{ route, params: match.groups ?? {} }] : [];
  })[0];
  if (!found) {
    host.faults.push(`the double does not model ${method} ${path}`);
    return { status: 500, body: { message: `the double does not model ${method} ${path}` } };
  }
  const { route } = found;
  const params = Object.fromEntries(
    Object.entries(found.params).map(([name, value]) => [name, decodeURIComponent(value ?? '')]),
  );
  const body = (received.body ?? {}) as Call['body'];
  const call: Call = {
    ...host,
    identity,
    params: { ...params, '*': path },
    query: received.url.searchParams,
    body,
    accept: headers.accept ?? '',
  };
  const key = { template: route.template, method };
  const wrong = githubDescription().requestFaults({ ...key, query: call.query, body: received.body });
  if (wrong.length > 0) {
    host.faults.push(...wrong);
    return { status: 500, body: { message: wrong.join('; ') } };
  }
  const answer = await permittedAnswer(route, call);
  if (!(answer.body instanceof Uint8Array)) {
    host.faults.push(...githubDescription().responseFaults({ ...key, status: answer.status, body: answer.body }));
  }
  host.calls.push({
    method,
    path,
    template: route.template,
    status: answer.status,
    identity: nameOf(identity),
    needs: route.needs,
  });
  return answer;
}

function permittedAnswer(route: Route, call: Call): Answer {
  try {
    checkPermission(route, call);
    return route.handle(call);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function checkPermission(route: Route, call: Call): void {
  const { identity, state, params } = call;
  if (route.needs === 'any') return;
  if (route.needs === 'app') {
    if (identity.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded');
    return;
  }
  const repository = state.repositories.get(`${params['owner']}/${params['repo']}`.toLowerCase());
  if (identity.kind === 'installation') {
    if (identity.installation.suspended) throw new Refusal(403, 'This installation has been suspended');
    const isOurs =
      !repository ||
      (repository.owner === identity.installation.account && (identity.repositories?.includes(repository.id) ?? true));
    if (!isOurs && (repository?.isPrivate || call.params['*'] === undefined)) throw new Refusal(404, 'Not Found');
    const granted = route.needs.some(([name, access]) => {
      if (name === 'metadata') return true;
      const has = identity.permissions[name];
      return has === 'write' || (has === 'read' && access === 'read');
    });
    const readsPublic = repository && !repository.isPrivate && route.needs.every(([, access]) => access === 'read');
    if (!(granted && isOurs) && !readsPublic) throw new Refusal(403, 'Resource not accessible by integration');
    return;
  }
  if (identity.kind === 'app') throw new Refusal(403, 'Resource not accessible by integration');
  const role = identity.kind === 'user' && repository ? roleOf(repository, identity.user.login) : 'read';
  if (identity.kind === 'nobody' && repository?.isPrivate) throw new Refusal(404, 'Not Found');
  if (role === 'none') throw new Refusal(404, 'Not Found');
  if (route.writes && role === 'read') throw new Refusal(403, 'Must have push access to repository');
}

async function graphQl(host: Host, received: Received, identity: Identity): Promise<Answer> {
  const request = received.body as unknown as { query: string; variables?: Record<string, unknown> };
  if (identity.kind === 'nobody') return { status: 401, body: { message: 'Requires authentication' } };
  const { body, faults } = await answerGraphQl({ ...host, identity }, request);
  host.faults.push(...faults);
  const template = `graphql ${/^\s*(?:query|mutation)?\s*(\w*)/.exec(request.query)?.[1] ?? ''}`.trim();
  host.calls.push({
    method: 'POST',
    path: '/graphql',
    template,
    status: 200,
    identity: nameOf(identity),
    needs: 'graphql',
  });
  return { status: 200, body };
}

function archive(host: Host, path: string): Answer {
  const [owner = '', repo = '', sha = ''] = path.split('/').slice(2);
  const repository = host.state.repositories.get(`${owner}/${repo}`.toLowerCase());
  if (!repository) return { status: 404, body: { message: 'Not Found' } };
  const bytes = repository.git.tarball(sha, `${owner}-${repo}-${sha.slice(0, 7)}`);
  return { status: 200, body: new Uint8Array(bytes), headers: { 'content-type': 'application/x-gzip' } };
}

function identityOf(state: State, authorization: string | undefined): Identity {
  const token = /^(?:bearer|token) (.+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return { kind: 'nobody' };
  const known = state.tokens.get(token);
  if (known) return known;
  const [head, claims = '', signature = ''] = token.split('.');
  if (!head || signature === '') return { kind: 'nobody' };
  const { iss, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: number | string; exp: number };
  const app = state.apps.get(Number(iss));
  if (!app || exp * 1000 < Date.now()) return { kind: 'nobody' };
  const isValid = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    createPublicKey(app.publicKey),
    Buffer.from(signature, 'base64url'),
  );
  return isValid ? { kind: 'app', app } : { kind: 'nobody' };
}

function nameOf(identity: Identity): string {
  if (identity.kind === 'app') return `app ${identity.app.slug}`;
  return identity.kind === 'nobody' ? 'nobody' : identity.user.login;
}

function respond(response: ServerResponse, answer: Answer): void {
  const { status, body, headers } = answer;
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8';
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': type }),
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4990',
    'x-github-request-id': 'double',
    ...headers,
  });
  response.end(body === undefined ? undefined : body instanceof Uint8Array ? body : JSON.stringify(body));
}

/** A template as a pattern; references and paths may hold slashes, the rest may not. */
function patternOf(template: string): RegExp {
  const source = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const holdsSlashes = ['path', 'ref', 'basehead', 'branch', 'tree_sha'].includes(name);
    return `(?<${name}>${name === 'path' ? '.*' : holdsSlashes ? '.+' : '[^/]+'})`;
  });
  return new RegExp(`^${source}$`);
}

/** How much of a template is fixed text: of two that match, the one with more is meant. */
function fixedLength(template: string): number {
  return template.replaceAll(/\{\w+\}/g, '').length;
}
