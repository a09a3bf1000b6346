import { z } from 'zod';

const Place = z.object({ installation: z.number(), repositoryId: z.number(), owner: z.string(), repo: z.string() });

/** The repository that a job is about, and the installation whose token it uses. */
export type Place = z.infer<typeof Place>;

/** Judge a pull request as it is by then, and publish the verdict. */
export const PullJob = Place.extend({ kind: z.literal('pull'), number: z.number() });
/** Judge all open pull requests with this head. */
export const CommitJob = Place.extend({ kind: z.literal('commit'), sha: z.string() });
/** Judge all open pull requests into this branch: what decides about them has changed. */
export const BaseJob = Place.extend({ kind: z.literal('base'), branch: z.string() });
/** Judge a group of a merge queue. */
export const GroupJob = Place.extend({
  kind: z.literal('group'),
  headSha: z.string(),
  headRef: z.string(),
  baseSha: z.string(),
  baseRef: z.string(),
  defaultBranch: z.string(),
  isPrivate: z.boolean(),
});
/** Do what a comment asks for. */
export const CommandJob = Place.extend({
  kind: z.literal('command'),
  number: z.number(),
  commentId: z.number(),
  login: z.string(),
});
/** Answer an environment that waits for the verdict. */
export const DeploymentJob = Place.extend({
  kind: z.literal('deployment'),
  runId: z.number(),
  environment: z.string(),
  sha: z.string(),
});
/** Write down that an installation came, went or changed. */
export const InstallationJob = z.object({
  kind: z.literal('installation'),
  installation: z.number(),
  account: z.string(),
  action: z.string(),
  sender: z.string(),
  guid: z.string(),
});

export const Job = z.discriminatedUnion('kind', [
  PullJob,
  CommitJob,
  BaseJob,
  GroupJob,
  CommandJob,
  DeploymentJob,
  InstallationJob,
]);
export type Job = z.infer<typeof Job>;
export type PullJob = z.infer<typeof PullJob>;
export type CommitJob = z.infer<typeof CommitJob>;
export type BaseJob = z.infer<typeof BaseJob>;
export type GroupJob = z.infer<typeof GroupJob>;
export type CommandJob = z.infer<typeof CommandJob>;
export type DeploymentJob = z.infer<typeof DeploymentJob>;
export type InstallationJob = z.infer<typeof InstallationJob>;

/** What a job is about: two jobs with one key are one. */
export function jobKey(job: Job): string {
  switch (job.kind) {
    case 'pull':
      return `pull:${job.repositoryId}:${job.number}`;
    case 'commit':
      return `commit:${job.repositoryId}:${job.sha}`;
    case 'base':
      return `base:${job.repositoryId}:${job.branch}`;
    case 'group':
      return `group:${job.repositoryId}:${job.headSha}`;
    case 'command':
      return `command:${job.repositoryId}:${job.commentId}`;
    case 'deployment':
      return `deployment:${job.repositoryId}:${job.runId}:${job.environment}`;
    case 'installation':
      return `installation:${job.guid}`;
  }
}
