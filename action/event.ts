import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';

const Payload = z.looseObject({
  pull_request: z.looseObject({ number: z.number(), head: z.looseObject({ sha: z.string() }).optional() }).optional(),
  merge_group: z
    .looseObject({ head_sha: z.string(), head_ref: z.string(), base_sha: z.string(), base_ref: z.string() })
    .optional(),
  workflow_run: z.looseObject({ head_sha: z.string(), event: z.string() }).optional(),
  repository: z.looseObject({ default_branch: z.string(), private: z.boolean() }).optional(),
});

/** A group of a merge queue. */
export interface GroupEvent {
  readonly headSha: string;
  readonly headRef: string;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
}

/** What started the workflow, as far as a gate needs it. */
export interface ActionEvent {
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  /** Null outside of a pull request. */
  readonly pullNumber: number | null;
  /** The head that the run is about: its status stands on this commit, whatever was pushed since. Null if not said. */
  readonly pullHead: string | null;
  /** What nobody says is private is treated as public. */
  readonly isPrivate: boolean;
  /** Page of the run, where its summary is; null when the runner does not say. */
  readonly runUrl: string | null;
  readonly mergeGroup: GroupEvent | null;
  /** Head of the pull requests whose workflow run started this one, as GitHub says it; null for other events. */
  readonly judgedHead: string | null;
  /** Commit the workflow runs on: the merge commit for a pull request. */
  readonly sha: string;
  readonly workspace: string;
}

/**
 * The event out of the runner's variables.
 * @throws InputError when the payload cannot be read, or the variables are not those of a runner.
 */
export function readEvent(env: Readonly<Record<string, string | undefined>>): ActionEvent {
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const path = env['GITHUB_EVENT_PATH'];
  if (owner === '' || repo === '') {
    throw new InputError('GITHUB_REPOSITORY is not set', { remedy: 'run this as a step of a GitHub workflow' });
  }
  const payload = path === undefined ? {} : readPayload(path);
  const run = payload.workflow_run;
  return {
    name: env['GITHUB_EVENT_NAME'] ?? '',
    owner,
    repo,
    pullNumber: payload.pull_request?.number ?? null,
    pullHead: payload.pull_request?.head?.sha ?? null,
    isPrivate: payload.repository?.private ?? false,
    runUrl: runUrl(env),
    mergeGroup: groupOf(payload),
    judgedHead: run?.event === 'pull_request' ? run.head_sha : null,
    sha: env['GITHUB_SHA'] ?? '',
    workspace: env['GITHUB_WORKSPACE'] ?? '.',
  };
}

function groupOf({ merge_group: group, repository }: z.infer<typeof Payload>): GroupEvent | null {
  if (!group) return null;
  const branch = (reference: string): string => reference.replace(/^refs\/heads\//, '');
  const baseRef = branch(group.base_ref);
  return {
    headSha: group.head_sha,
    headRef: branch(group.head_ref),
    baseSha: group.base_sha,
    baseRef,
    defaultBranch: repository?.default_branch ?? baseRef,
    isPrivate: repository?.private ?? false,
  };
}

function runUrl(env: Readonly<Record<string, string | undefined>>): string | null {
  const server = env['GITHUB_SERVER_URL'];
  const run = env['GITHUB_RUN_ID'];
  return server && run ? `${server}/${env['GITHUB_REPOSITORY']}/actions/runs/${run}` : null;
}

function readPayload(path: string): z.infer<typeof Payload> {
  try {
    return Payload.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new InputError('the event of the workflow cannot be read', { place: { file: path }, cause });
  }
}
