import { z } from 'zod';
import { askGraphQl, type Deps, type RepositoryName } from './client.ts';
import { readCommands } from './command.ts';

/** A line `/finops usage ADDRESS key=value` that somebody wrote, not yet checked. */
export interface WrittenUsage {
  readonly address: string;
  readonly values: Readonly<Record<string, string>>;
  readonly by: string;
  readonly isBot: boolean;
  readonly isEdited: boolean;
}

const Node = z.object({
  author: z.object({ login: z.string(), __typename: z.string() }).nullable(),
  body: z.string(),
  lastEditedAt: z.string().nullable(),
});
const Comments = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(Node.nullable()),
});
const Answer = z.object({ repository: z.object({ pullRequest: z.object({ comments: Comments }) }) });

const QUERY = `query readUsage($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    comments(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { body lastEditedAt author { login __typename } }
    }
  } }
}`;
const MOST_PAGES = 30;

/** What the comments of a pull request say of usage, oldest first. Throws UpstreamError. */
export async function readUsageRemarks(
  request: RepositoryName & { readonly number: number },
  deps: Deps,
): Promise<readonly WrittenUsage[]> {
  const { owner, repo: name, number } = request;
  const found: WrittenUsage[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const variables: Record<string, unknown> = { owner, name, number, ...(after === null ? {} : { after }) };
    const answer: z.infer<typeof Answer> = await askGraphQl({ query: QUERY, variables, schema: Answer }, deps);
    const { nodes, pageInfo } = answer.repository.pullRequest.comments;
    found.push(...nodes.flatMap(remarksOf));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return found;
}

function remarksOf(node: z.infer<typeof Node> | null): readonly WrittenUsage[] {
  if (!node) return [];
  return readCommands(node.body).flatMap((command) => {
    if (command.verb !== 'usage') return [];
    return {
      address: command.address,
      values: command.values,
      by: node.author?.login ?? 'ghost',
      isBot: node.author?.__typename !== 'User',
      isEdited: node.lastEditedAt !== null,
    };
  });
}
