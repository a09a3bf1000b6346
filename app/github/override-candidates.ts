import { z } from 'zod';
import { askGraphQl, type Deps, type RepositoryName } from './client.ts';
import { readCommands } from './command.ts';

/** A line `/finops override RULE@DIGEST reason` that somebody wrote, not yet checked. */
export interface OverrideCandidate {
  readonly rule: string;
  readonly digest: string;
  readonly reason: string;
  readonly by: string;
  readonly isBot: boolean;
  readonly isEdited: boolean;
  readonly source: 'comment' | 'review';
  readonly id: number;
  /** An instant in UTC. */
  readonly writtenAt: string;
}

const Author = z.object({ login: z.string(), __typename: z.string() }).nullable();
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const Node = z.object({
  databaseId: z.number().nullable(),
  author: Author,
  body: z.string(),
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
});
const Nodes = z.object({ pageInfo: PageInfo, nodes: z.array(Node.nullable()) });
const Answer = z.object({
  repository: z.object({ pullRequest: z.object({ comments: Nodes.optional(), reviews: Nodes.optional() }) }),
});
type Node = z.infer<typeof Node>;

const FIELDS = `pageInfo { hasNextPage endCursor }
  nodes { databaseId body createdAt lastEditedAt author { login __typename } }`;
const MOST_PAGES = 30;

/**
 * Overrides written in comments and in approving reviews of a pull request, oldest first. GraphQL, because only it
 * says whether a text was ever edited. Throws UpstreamError.
 */
export async function readOverrideCandidates(
  request: RepositoryName & { readonly number: number },
  deps: Deps,
): Promise<readonly OverrideCandidate[]> {
  const found: OverrideCandidate[] = [];
  let comments: string | null | undefined = null;
  let reviews: string | null | undefined = null;
  for (let page = 0; page < MOST_PAGES && (comments !== undefined || reviews !== undefined); page++) {
    const asked = { comments, reviews };
    const pull = await readPage({ ...request, asked }, deps);
    found.push(...(pull.comments?.nodes ?? []).flatMap((node) => candidatesOf(node, 'comment')));
    found.push(...(pull.reviews?.nodes ?? []).flatMap((node) => candidatesOf(node, 'review')));
    comments = pull.comments?.pageInfo.hasNextPage ? pull.comments.pageInfo.endCursor : undefined;
    reviews = pull.reviews?.pageInfo.hasNextPage ? pull.reviews.pageInfo.endCursor : undefined;
  }
  return found.toSorted((one, other) => one.writtenAt.localeCompare(other.writtenAt));
}

async function readPage(
  request: RepositoryName & {
    readonly number: number;
    readonly asked: { readonly comments: string | null | undefined; readonly reviews: string | null | undefined };
  },
  deps: Deps,
) {
  const { owner, repo, number, asked } = request;
  const parts = [
    ...(asked.comments === undefined ? [] : [`comments(first: 100, after: $comments) { ${FIELDS} }`]),
    ...(asked.reviews === undefined ? [] : [`reviews(first: 100, after: $reviews, states: [APPROVED]) { ${FIELDS} }`]),
  ];
  const cursors = [
    ...(asked.comments === undefined ? [] : ['$comments: String']),
    ...(asked.reviews === undefined ? [] : ['$reviews: String']),
  ];
  const query = `query readOverrides($owner: String!, $name: String!, $number: Int!, ${cursors.join(', ')}) {
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${parts.join('\n')} } }
  }`;
  const variables = {
    owner,
    name: repo,
    number,
    ...(asked.comments === undefined ? {} : { comments: asked.comments }),
    ...(asked.reviews === undefined ? {} : { reviews: asked.reviews }),
  };
  return (await askGraphQl({ query, variables, schema: Answer }, deps)).repository.pullRequest;
}

function candidatesOf(node: Node | null, source: 'comment' | 'review'): readonly OverrideCandidate[] {
  if (!node) return [];
  return readCommands(node.body).flatMap((command) => {
    if (command.verb !== 'override' || command.digest === null) return [];
    return {
      rule: command.rule,
      digest: command.digest,
      reason: command.reason,
      by: node.author?.login ?? 'ghost',
      isBot: node.author?.__typename !== 'User',
      isEdited: node.lastEditedAt !== null,
      source,
      id: node.databaseId ?? 0,
      writtenAt: node.createdAt,
    };
  });
}
