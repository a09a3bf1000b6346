import type { Deliveries } from './deliveries.ts';
import type { Json } from './openapi.ts';
import type { Access, Identity, Pull, Repository, State } from './state.ts';

/** What a handler gets: a request that is authenticated, permitted and valid. */
export interface Call {
  readonly state: State;
  readonly deliveries: Deliveries;
  readonly identity: Identity;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: { readonly [key: string]: Json | undefined };
  readonly accept: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: Json | Uint8Array | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation that the double models. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The path as GitHub's description writes it. */
  readonly template: string;
  /** Any one of these lets an installation in; `app` wants the App's own JWT; `any` wants nothing. */
  readonly needs: 'app' | 'any' | readonly (readonly [permission: string, access: Access])[];
  /** Requests of people need to write to the repository. */
  readonly writes?: true;
  handle(call: Call): Answer;
}

/** An answer that ends a call early, as GitHub words it. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, message: string, errors?: readonly Json[]) {
    super(message);
    const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
    this.answer = { status, body: errors ? { ...body, errors } : body };
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** The repository of the path; a refusal when there is none that the caller may see. */
export function repositoryOf(call: Call): Repository {
  const name = `${call.params['owner']}/${call.params['repo']}`.toLowerCase();
  const repository = call.state.repositories.get(name);
  if (!repository) throw notFound();
  return repository;
}

export function pullOf(call: Call): { readonly repository: Repository; readonly pull: Pull } {
  const repository = repositoryOf(call);
  const pull = repository.pulls.get(Number(call.params['pull_number'] ?? call.params['issue_number']));
  if (!pull) throw notFound();
  return { repository, pull };
}

/** One page of a list with GitHub's `Link` header; at most 100 a page, 30 unless asked. */
export function page<T>(
  call: Call,
  items: readonly T[],
  write: (items: readonly T[]) => Json,
  limit = Number.POSITIVE_INFINITY,
): Answer {
  const size = Math.min(100, Math.max(1, Number(call.query.get('per_page') ?? 30)));
  const number = Math.max(1, Number(call.query.get('page') ?? 1));
  const bounded = items.slice(0, limit);
  const last = Math.max(1, Math.ceil(bounded.length / size));
  const links: string[] = [];
  const link = (target: number, relation: string): void => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(target));
    links.push(`<${call.state.url}${call.params['*'] ?? ''}?${query}>; rel="${relation}"`);
  };
  if (number > 1) link(number - 1, 'prev');
  if (number < last) {
    link(number + 1, 'next');
    link(last, 'last');
  }
  const body = write(bounded.slice((number - 1) * size, number * size));
  return { status: 200, body, ...(links.length > 0 ? { headers: { link: links.join(', ') } } : {}) };
}
