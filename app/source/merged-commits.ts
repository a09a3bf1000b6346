import { git } from './git-tree.ts';

/** A commit of the checked-out branch, as merges, squashes and pushes make them. */
export interface MergedCommit {
  readonly sha: string;
  /** The commit before it on the branch. */
  readonly parent: string;
  /** RFC 3339 with the committer's offset. */
  readonly mergedAt: string;
  /** Number of the pull request that the message names; null where it names none. */
  readonly number: number | null;
  readonly title: string;
}

/** What describes resources; other files change no cost. */
const DESCRIBES_RESOURCES = /\.(tf|tofu|tfvars|hcl|json|ya?ml)$/;
const FIELDS = ['%H', '%P', '%cI', '%s', '%b'];

/**
 * Commits of the branch that is checked out, newest first, committed between two instants, that touch files which describe
 * resources; at most `limit`. Of a shallow checkout only what is there. Throws where `repository` is no checkout.
 */
export function mergedCommits(
  repository: string,
  span: { readonly from: string; readonly to: string; readonly limit: number },
): readonly MergedCommit[] {
  const { from, to, limit } = span;
  const format = `--format=${FIELDS.join('%x1f')}`;
  const log = git(repository, ['log', '--first-parent', '-z', `--since=${from}`, `--until=${to}`, format, 'HEAD']);
  const commits: MergedCommit[] = [];
  for (const entry of log.toString().split('\0')) {
    const [sha, parents, mergedAt, subject = '', body = ''] = entry.split('\x1f');
    const [parent] = (parents ?? '').split(' ');
    if (!sha || !parent || !mergedAt || commits.length >= limit) continue;
    if (!touchesResources(repository, { parent, sha })) continue;
    commits.push({ sha, parent, mergedAt, ...pullRequestOf(subject, body) });
  }
  return commits;
}

function touchesResources(
  repository: string,
  { parent, sha }: { readonly parent: string; readonly sha: string },
): boolean {
  const names = git(repository, [
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-commit-id',
    '--end-of-options',
    parent,
    sha,
  ]);
  return names
    .toString()
    .split('\0')
    .some((name) => DESCRIBES_RESOURCES.test(name));
}

/** GitHub names the pull request at the begin of a merge, and at the end of a squash or rebase. */
function pullRequestOf(subject: string, body: string): Pick<MergedCommit, 'number' | 'title'> {
  const merge = /^Merge pull request #(\d+) /.exec(subject);
  if (merge) {
    const title = body.split('\n').find((line) => line.trim() !== '');
    return { number: Number(merge[1]), title: title?.trim() ?? subject };
  }
  const squash = /^(.*) \(#(\d+)\)$/.exec(subject);
  return squash ? { number: Number(squash[2]), title: squash[1] ?? subject } : { number: null, title: subject };
}
