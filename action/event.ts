import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';

const Payload = z.looseObject({
  pull_request: z.looseObject({ number: z.number() }).optional(),
  merge_group: z.looseObject({ head_sha: z.string(), base_sha: z.string(), base_ref: z.string() }).optional(),
});

/** What started the workflow, as far as a gate needs it. */
export interface ActionEvent {
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  /** Null outside of a pull request. */
  readonly pullNumber: number | null;
  readonly mergeGroup: { readonly headSha: string; readonly baseSha: string; readonly baseRef: string } | null;
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
  const group = payload.merge_group;
  return {
    name: env['GITHUB_EVENT_NAME'] ?? '',
    owner,
    repo,
    pullNumber: payload.pull_request?.number ?? null,
    mergeGroup: group ? { headSha: group.head_sha, baseSha: group.base_sha, baseRef: group.base_ref } : null,
    sha: env['GITHUB_SHA'] ?? '',
    workspace: env['GITHUB_WORKSPACE'] ?? '.',
  };
}

function readPayload(path: string): z.infer<typeof Payload> {
  try {
    return Payload.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new InputError('the event of the workflow cannot be read', { place: { file: path }, cause });
  }
}
