import type { z } from 'zod';
import { UpstreamError } from '#app/errors.ts';
import { gitHubErrorOf, wholeAnswer, wholeData } from './github-error.ts';

/** What this room needs of an Octokit; any of them fits (`@octokit/rest`, `@octokit/core`, Probot's). */
export interface GitHubClient {
  request(
    route: string,
    parameters?: Record<string, unknown>,
  ): Promise<{
    readonly status: number;
    readonly data: unknown;
    readonly headers: Readonly<Record<string, string | number | undefined>>;
  }>;
  graphql(query: string, variables?: Record<string, unknown>): Promise<unknown>;
}

/** A repository as the API's paths name it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export interface Deps {
  readonly client: GitHubClient;
}

export interface Question<T> {
  /** `GET /repos/{owner}/{repo}`, as GitHub's documentation writes it. */
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly schema: z.ZodType<T>;
}

/** One answer of the REST API, parsed. Throws an UpstreamError for everything else. */
export async function ask<T>(question: Question<T>, { client }: Deps): Promise<T> {
  const { route, parameters, schema } = question;
  try {
    const { data } = wholeAnswer(await client.request(route, { ...parameters }), route);
    return parsed(data, { what: route, schema });
  } catch (error) {
    throw gitHubErrorOf(error, route);
  }
}

export interface PagedQuestion<T> extends Question<readonly T[]> {
  /** The most pages of 100 that are read. */
  readonly pages: number;
}

/** A list of the REST API, page after page; `isComplete` is false when there was more than the bound allows. */
export async function askPages<T>(
  question: PagedQuestion<T>,
  deps: Deps,
): Promise<{ readonly items: readonly T[]; readonly isComplete: boolean }> {
  const items: T[] = [];
  for (let page = 1; page <= question.pages; page++) {
    const parameters = { ...question.parameters, per_page: 100, page };
    const found = await ask({ ...question, parameters }, deps);
    items.push(...found);
    if (found.length < 100) return { items, isComplete: true };
  }
  return { items, isComplete: false };
}

/** One answer of the GraphQL API, parsed. Throws an UpstreamError for everything else. */
export async function askGraphQl<T>(
  question: {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly schema: z.ZodType<T>;
  },
  { client }: Deps,
): Promise<T> {
  const name = /^\s*(?:query|mutation)\s+(\w+)/.exec(question.query)?.[1] ?? 'GraphQL';
  try {
    const data = wholeData(await client.graphql(question.query, { ...question.variables }), name);
    return parsed(data, { what: name, schema: question.schema });
  } catch (error) {
    throw gitHubErrorOf(error, name);
  }
}

function parsed<T>(data: unknown, { what, schema }: { readonly what: string; readonly schema: z.ZodType<T> }): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UpstreamError(
    `GitHub's answer to ${what} is not as documented: ${issue?.path.join('.')} ${issue?.message}`,
    {
      cause: result.error,
    },
  );
}
