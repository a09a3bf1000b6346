import { schema } from '@octokit/graphql-schema';
import { buildSchema, execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { Deliveries } from './deliveries.ts';
import { readNodeId } from './objects.ts';
import type { Json } from './openapi.ts';
import { RepositoryDouble } from './repository-double.ts';
import { Refusal } from './route.ts';
import type { Host } from './server.ts';
import type { Identity, Pull, Repository, State, User } from './state.ts';
import { roleOf } from './state.ts';

let shared: GraphQLSchema | undefined;

/** GitHub's own schema; built once a process. */
function githubSchema(): GraphQLSchema {
  shared ??= buildSchema(schema.idl, { assumeValid: true });
  return shared;
}

/** The answer, and what is wrong with the query against the schema or the double. */
export interface GraphQlAnswer {
  readonly body: Json;
  readonly faults: readonly string[];
}

export async function answerGraphQl(
  call: { readonly state: State; readonly deliveries: Deliveries; readonly identity: Identity },
  request: { readonly query: string; readonly variables?: Record<string, unknown> },
): Promise<GraphQlAnswer> {
  const document = parse(request.query);
  const errors = validate(githubSchema(), document);
  if (errors.length > 0)
    return { body: { errors: errors.map((each) => ({ message: each.message })) }, faults: errors.map(String) };
  const faults: string[] = [];
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: rootOf(call),
    variableValues: request.variables ?? {},
    fieldResolver(source, arguments_, _context, info) {
      const value = (source as Record<string, unknown>)[info.fieldName];
      if (value === undefined) {
        const fault = `the double does not model GraphQL ${info.parentType.name}.${info.fieldName}`;
        faults.push(fault);
        throw new Error(fault);
      }
      return typeof value === 'function' ? value(arguments_) : value;
    },
  });
  const written = result.errors?.map((each) => ({ ...each.toJSON(), ...typeOf(each.message) }));
  const body = { ...result, ...(written ? { errors: written } : {}) };
  return { body: JSON.parse(JSON.stringify(body)) as Json, faults };
}

/** GitHub adds a type to some of its errors. */
function typeOf(message: string): { readonly type?: string } {
  if (message.startsWith('Could not resolve')) return { type: 'NOT_FOUND' };
  return message.startsWith('Resource not accessible') ? { type: 'FORBIDDEN' } : {};
}

function rootOf(call: { readonly state: State; readonly identity: Identity }) {
  const { state, identity } = call;
  const viewer = identity.kind === 'user' || identity.kind === 'installation' ? identity.user : null;
  return {
    viewer: () => {
      if (!viewer) throw new Error('Requires authentication');
      return { login: viewer.login, databaseId: viewer.id };
    },
    rateLimit: () => ({ remaining: 4999, cost: 1, limit: 5000 }),
    repository({ owner, name }: { owner: string; name: string }) {
      const repository = state.repositories.get(`${owner}/${name}`.toLowerCase());
      if (!repository) throw new Error(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return repositoryNode(repository, viewer);
    },
    organization({ login }: { login: string }) {
      const teams = [...state.teams.values()].filter((each) => each.organization.toLowerCase() === login.toLowerCase());
      if (teams.length === 0) throw new Error(`Could not resolve to an Organization with the login of '${login}'.`);
      if (identity.kind === 'installation' && !identity.permissions['members']) {
        throw new Error('Resource not accessible by integration');
      }
      return {
        teams: (request: { first?: number; after?: string; userLogins?: readonly string[] }) =>
          connection(
            teams
              .filter((each) => request.userLogins?.some((one) => [...each.members].includes(one)) ?? true)
              .map(({ slug }) => ({ slug })),
          )(request),
      };
    },
    minimizeComment({ input }: { input: { subjectId: string; classifier: string; clientMutationId?: string } }) {
      const { id } = readNodeId(input.subjectId);
      for (const repository of state.repositories.values()) {
        const comment = repository.comments.get(id);
        if (!comment) continue;
        const mayWrite =
          identity.kind === 'installation' ? mayComment(identity) : roleOf(repository, viewer?.login ?? '') !== 'read';
        if (!mayWrite) throw new Error('Resource not accessible by integration');
        comment.minimized = input.classifier;
        return { clientMutationId: input.clientMutationId ?? null, minimizedComment: minimized(comment) };
      }
      throw new Error(`Could not resolve to a node with the global id of '${input.subjectId}'`);
    },
    createCommitOnBranch({ input }: { input: CommitInput }) {
      const repository = state.repositories.get(input.branch.repositoryNameWithOwner.toLowerCase());
      if (!repository || !viewer) throw new Error('Could not resolve to a Branch');
      const mayWrite =
        identity.kind === 'installation'
          ? identity.permissions['contents'] === 'write'
          : ['write', 'admin'].includes(roleOf(repository, viewer.login));
      if (!mayWrite) throw new Error('Resource not accessible by integration');
      const name = input.branch.branchName;
      const head = repository.git.resolve(`refs/heads/${name}`);
      if (head !== input.expectedHeadOid)
        throw new Error(`Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`);
      const files = input.fileChanges.additions.map(
        ({ path, contents }) => [path, Buffer.from(contents, 'base64')] as const,
      );
      const double = new RepositoryDouble(call as unknown as Host, repository);
      const message = `${input.message.headline}\n\n${input.message.body ?? ''}`;
      const oid = double.push(name, Object.fromEntries(files), { by: viewer.login, message });
      return { clientMutationId: null, commit: { oid } };
    },
  };
}

interface CommitInput {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly message: { readonly headline: string; readonly body?: string };
  readonly expectedHeadOid: string;
  readonly fileChanges: { readonly additions: readonly { readonly path: string; readonly contents: string }[] };
}

function mayComment(identity: Extract<Identity, { kind: 'installation' }>): boolean {
  return identity.permissions['pull_requests'] === 'write' || identity.permissions['issues'] === 'write';
}

function minimized(comment: { readonly minimized: string | null }) {
  return {
    __typename: 'IssueComment',
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized?.toLowerCase() ?? null,
  };
}

function repositoryNode(repository: Repository, viewer: User | null) {
  return {
    databaseId: repository.id,
    nameWithOwner: `${repository.owner.login}/${repository.name}`,
    object({ oid, expression }: { oid?: string; expression?: string }) {
      if (oid === undefined) throw new Refusal(500, `the double does not model object(expression: ${expression})`);
      const bytes = repository.git.blob(oid);
      if (!bytes) return null;
      const isBinary = bytes.includes(0);
      // GitHub cuts long blobs short and says so.
      const isTruncated = bytes.length > 512_000;
      const text = isBinary ? null : bytes.subarray(0, 512_000).toString('utf8');
      return { __typename: 'Blob', oid, text, isBinary, isTruncated, byteSize: bytes.length };
    },
    pullRequest({ number }: { number: number }) {
      const pull = repository.pulls.get(number);
      if (!pull) throw new Error(`Could not resolve to a PullRequest with the number of ${number}.`);
      return pullNode(repository, pull, viewer);
    },
  };
}

function pullNode(repository: Repository, pull: Pull, viewer: User | null) {
  const comments = [...repository.comments.values()].filter((each) => each.issue === pull.number);
  return {
    number: pull.number,
    headRefOid: pull.head.sha,
    author: actor(pull.author),
    comments: connection(
      comments.map((each) => ({
        databaseId: each.id,
        fullDatabaseId: String(each.id),
        id: Buffer.from(`IssueComment:${each.id}`).toString('base64url'),
        author: actor(each.user),
        body: each.body,
        createdAt: each.createdAt,
        updatedAt: each.updatedAt,
        lastEditedAt: each.editedAt,
        viewerDidAuthor: each.user === viewer,
        ...minimized(each),
      })),
    ),
    reviews: (request: { first?: number; after?: string; states?: readonly string[] }) =>
      connection(
        pull.reviews
          .filter((each) => !request.states || request.states.includes(each.state))
          .map((each) => ({
            databaseId: each.id,
            fullDatabaseId: String(each.id),
            author: actor(each.user),
            body: each.body,
            state: each.state,
            submittedAt: each.submittedAt,
            createdAt: each.submittedAt,
            lastEditedAt: each.editedAt,
            commit: { oid: each.commit },
          })),
      )(request),
  };
}

/** A bot's login has no `[bot]` here, unlike in the REST API. */
function actor(user: User) {
  return { __typename: user.type, login: user.login.replace(/\[bot\]$/, ''), databaseId: user.id };
}

function connection<T>(items: readonly T[]) {
  return ({ first, after }: { first?: number | null; after?: string | null }) => {
    if (!first || first > 100) throw new Error('You must provide a `first` value of at most 100.');
    const start = after ? Number(after) : 0;
    const end = start + first;
    const pageInfo = {
      hasNextPage: end < items.length,
      endCursor: items.length > 0 ? String(Math.min(end, items.length)) : null,
    };
    return { totalCount: items.length, nodes: items.slice(start, end), pageInfo };
  };
}
