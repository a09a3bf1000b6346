import { InputError } from '#app/errors.ts';
import { compareCommits } from '#app/github/compare-commits.ts';
import { readOverrides } from '#app/github/overrides.ts';
import { readTree } from '#app/github/read-tree.ts';
import type { Review, ReviewOutcome, ReviewRequest } from '#app/server/review-port.ts';

const LABEL = 'finops:needs-decision';

/**
 * A gate small enough to know its verdicts by heart. `cost.txt` at the head is the cost; over 100 somebody must decide,
 * over 1000 nobody can; `broken` cannot be read. Without the file nothing concerns it.
 */
export const stubReview: Review = async (request, { client }) => {
  const { owner, repo } = request;
  const headSha = request.kind === 'pull' ? request.pull.headSha : request.group.headSha;
  const base = request.kind === 'pull' ? request.pull.baseRef : request.group.baseSha;
  const { mergeBase } = await compareCommits({ owner, repo, base, head: headSha }, { client });
  const known = new Map<string, Uint8Array>();
  const read = { owner, repo, known, wants: (path: string) => path.endsWith('.txt') || path.endsWith('.tf') };
  const prior = await readTree({ ...read, sha: mergeBase }, { client });
  const planned = await readTree({ ...read, sha: headSha }, { client });
  const text = planned.read('cost.txt');
  const before = prior.read('cost.txt');
  if (!text) return outcome({ conclusion: 'neutral', title: 'Nothing here costs anything', headSha });
  const cost = Number(Buffer.from(text).toString());
  if (Number.isNaN(cost)) throw new InputError('cost.txt is not a number', { place: { file: 'cost.txt', line: 1 } });
  const from = before ? Buffer.from(before).toString().trim() : '0';
  const title = `Costs ${cost}, was ${from}`;
  if (cost <= 100) return outcome({ conclusion: 'success', title, headSha });
  if (cost > 1000) return outcome({ conclusion: 'failure', title, headSha });
  const live = `budgets.max-increase@c${cost}`;
  const isOverridden = await hasOverride(request, live, client);
  return outcome({ conclusion: isOverridden ? 'success' : 'action_required', title: `${title} (${live})`, headSha });
};

async function hasOverride(
  request: ReviewRequest,
  live: string,
  client: Parameters<Review>[1]['client'],
): Promise<boolean> {
  const pulls = request.kind === 'pull' ? [request.pull] : request.group.pulls;
  const rights = { teams: ['platform-leads'], owners: [] };
  for (const pull of pulls) {
    const { owner, repo } = request;
    const { accepted } = await readOverrides({ owner, repo, pull, rights, live: [live] }, { client });
    if (accepted.length > 0) return true;
  }
  return false;
}

function outcome(verdict: Pick<ReviewOutcome, 'conclusion' | 'title'> & { readonly headSha: string }): ReviewOutcome {
  const { conclusion, title, headSha } = verdict;
  return {
    conclusion,
    title,
    summary: title,
    annotations:
      conclusion === 'success' || conclusion === 'neutral'
        ? []
        : [{ path: 'cost.txt', startLine: 1, endLine: 1, level: 'failure', message: title }],
    actions: [{ label: 'Check again', description: 'Judge this commit once more', identifier: 'recheck' }],
    externalId: `${headSha}:${title}`,
    details: '',
    comment: {
      body: () => `**${title}**`,
      mode: 'update',
      whenMissing: conclusion === 'neutral' ? 'nothing' : 'create',
    },
    labels: { owned: [LABEL], labels: conclusion === 'action_required' ? [LABEL] : [] },
    audit: { title },
  };
}
