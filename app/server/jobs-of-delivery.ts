import { z } from 'zod';
import { readCommands } from '#app/github/command.ts';
import type { Job, Place } from './job.ts';

/** The name of our check, by which a ruleset requires it. */
export const CHECK_NAME = 'finops/gate';

const Sender = z.object({ login: z.string(), type: z.string() });
const Common = z.object({
  action: z.string().optional(),
  installation: z.object({ id: z.number() }),
  repository: z.object({
    id: z.number(),
    name: z.string(),
    private: z.boolean(),
    default_branch: z.string(),
    owner: z.object({ login: z.string() }),
  }),
  sender: Sender,
});
type Common = z.infer<typeof Common>;

const PullRequestEvent = z.object({
  number: z.number(),
  changes: z.object({ base: z.unknown() }).partial().optional(),
});
const FileChanges = z.object({
  added: z.array(z.string()),
  modified: z.array(z.string()),
  removed: z.array(z.string()),
});
const PushEvent = z.object({ ref: z.string(), forced: z.boolean(), commits: z.array(FileChanges.partial()) });
const CheckRunEvent = z.object({
  check_run: z.object({ name: z.string(), head_sha: z.string() }),
  requested_action: z.object({ identifier: z.string() }).optional(),
});
const CheckSuiteEvent = z.object({ check_suite: z.object({ head_sha: z.string() }) });
const MergeGroupEvent = z.object({
  merge_group: z.object({ head_sha: z.string(), head_ref: z.string(), base_sha: z.string(), base_ref: z.string() }),
});
const CommentEvent = z.object({
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
  comment: z.object({ id: z.number(), body: z.string().nullable(), user: Sender.nullable() }),
});
const ReviewEvent = z.object({
  pull_request: z.object({ number: z.number() }),
  review: z.object({ body: z.string().nullable(), state: z.string() }),
});
const DeploymentEvent = z.object({ environment: z.string(), sha: z.string(), deployment_callback_url: z.string() });
const InstallationEvent = z.object({
  action: z.string(),
  installation: z.object({ id: z.number(), account: z.object({ login: z.string().optional() }) }),
  sender: Sender,
});

/** What changes about a pull request that changes its verdict; a closed one ends what it commits of a budget. */
const PULL_ACTIONS = ['opened', 'synchronize', 'reopened', 'ready_for_review', 'labeled', 'unlabeled', 'closed'];
/** More commits than this and the files of a push are not all in its payload. */
const COMMITS_OF_A_PUSH = 20;

interface Reading {
  readonly payload: unknown;
  readonly common: Common;
  readonly place: Place;
}

const READERS: Readonly<Record<string, (reading: Reading) => readonly Job[]>> = {
  pull_request: pullJobs,
  push: pushJobs,
  check_run: checkRunJobs,
  check_suite: checkSuiteJobs,
  merge_group: mergeGroupJobs,
  issue_comment: commentJobs,
  pull_request_review: reviewJobs,
  deployment_protection_rule: deploymentJobs,
};

/**
 * What a webhook asks for: nothing, for the many that do not concern the gate. Payloads come with a valid signature,
 * but not always with all that is documented; throws a ZodError then.
 */
export function jobsOfDelivery(delivery: {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
}): readonly Job[] {
  const { guid, event, payload } = delivery;
  if (event === 'installation') return [installationJob(guid, InstallationEvent.parse(payload))];
  const reader = Object.hasOwn(READERS, event) ? READERS[event] : undefined;
  if (!reader) return [];
  const parsed = Common.safeParse(payload);
  // A repository's own webhook, not that of an App, names no installation: there is no token to act with.
  if (!parsed.success && !(payload as { installation?: unknown } | null)?.installation) return [];
  const common = parsed.success ? parsed.data : Common.parse(payload);
  const { repository, installation } = common;
  const { id: repositoryId, name: repo, owner } = repository;
  return reader({ payload, common, place: { installation: installation.id, repositoryId, owner: owner.login, repo } });
}

function pullJobs({ payload, common, place }: Reading): readonly Job[] {
  const { number, changes } = PullRequestEvent.parse(payload);
  const { action = '' } = common;
  // Our own labels must not make us judge again and again.
  if (action.endsWith('labeled') && common.sender.type === 'Bot') return [];
  const isRetargeted = action === 'edited' && changes?.base !== undefined;
  return PULL_ACTIONS.includes(action) || isRetargeted ? [{ ...place, kind: 'pull', number }] : [];
}

/** A pushed head comes as `synchronize`; a push itself matters when it changes what decides about others. */
function pushJobs({ payload, place }: Reading): readonly Job[] {
  const { ref, forced, commits } = PushEvent.parse(payload);
  if (!ref.startsWith('refs/heads/')) return [];
  const files = commits.flatMap(({ added = [], modified = [], removed = [] }) => [...added, ...modified, ...removed]);
  const decides = files.some(
    (file) => file === '.github/finops.yml' || file.startsWith('.finops/') || file.endsWith('CODEOWNERS'),
  );
  const isUnsure = forced || commits.length >= COMMITS_OF_A_PUSH;
  return decides || isUnsure ? [{ ...place, kind: 'base', branch: ref.slice('refs/heads/'.length) }] : [];
}

function checkRunJobs({ payload, common, place }: Reading): readonly Job[] {
  const { check_run: run, requested_action: requested } = CheckRunEvent.parse(payload);
  const isOurs = run.name === CHECK_NAME;
  const isRecheck = common.action === 'requested_action' && requested?.identifier === 'recheck';
  return isOurs && (common.action === 'rerequested' || isRecheck)
    ? [{ ...place, kind: 'commit', sha: run.head_sha }]
    : [];
}

function checkSuiteJobs({ payload, common, place }: Reading): readonly Job[] {
  const { check_suite: suite } = CheckSuiteEvent.parse(payload);
  return common.action === 'rerequested' ? [{ ...place, kind: 'commit', sha: suite.head_sha }] : [];
}

function mergeGroupJobs({ payload, common, place }: Reading): readonly Job[] {
  if (common.action !== 'checks_requested') return [];
  const {
    head_sha: headSha,
    head_ref: headRef,
    base_sha: baseSha,
    base_ref,
  } = MergeGroupEvent.parse(payload).merge_group;
  const { default_branch: defaultBranch, private: isPrivate } = common.repository;
  const baseRef = base_ref.replace('refs/heads/', '');
  return [{ ...place, kind: 'group', headSha, headRef, baseSha, baseRef, defaultBranch, isPrivate }];
}

function commentJobs({ payload, common, place }: Reading): readonly Job[] {
  const { issue, comment } = CommentEvent.parse(payload);
  // Only what was written, not what was edited into; a bot cannot command, and so we cannot command ourselves.
  if (common.action !== 'created' || !issue.pull_request || comment.user?.type !== 'User') return [];
  if (readCommands(comment.body ?? '').length === 0) return [];
  return [{ ...place, kind: 'command', number: issue.number, commentId: comment.id, login: comment.user.login }];
}

/** A review decides, and policies may ask who approves; or it carries an override. A later one can take both back. */
function reviewJobs({ payload, place }: Reading): readonly Job[] {
  const { pull_request: pull, review } = ReviewEvent.parse(payload);
  const decides = review.state !== 'commented' || readCommands(review.body ?? '').length > 0;
  return decides ? [{ ...place, kind: 'pull', number: pull.number }] : [];
}

function deploymentJobs({ payload, common, place }: Reading): readonly Job[] {
  if (common.action !== 'requested') return [];
  const { environment, sha, deployment_callback_url: url } = DeploymentEvent.parse(payload);
  const runId = Number(/\/actions\/runs\/(\d+)\/deployment_protection_rule$/.exec(url)?.[1]);
  return Number.isInteger(runId) ? [{ ...place, kind: 'deployment', environment, sha, runId }] : [];
}

function installationJob(guid: string, event: z.infer<typeof InstallationEvent>): Job {
  const { action, installation, sender } = event;
  const account = installation.account.login ?? '';
  return { kind: 'installation', guid, action, account, installation: installation.id, sender: sender.login };
}
