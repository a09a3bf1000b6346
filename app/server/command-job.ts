import type { GitHubClient } from '#app/github/client.ts';
import { type Command, readCommands } from '#app/github/command.ts';
import { ensureComment } from '#app/github/ensure-comment.ts';
import { permissionOf } from '#app/github/permission.ts';
import { type PullRequest, readPullRequest } from '#app/github/pull-request.ts';
import { ensureReaction } from '#app/github/reaction.ts';
import { readComment } from '#app/github/read-comment.ts';
import { wantJob } from '#app/warehouse/job-queue.ts';
import { HELP } from './command-help.ts';
import { type CommandJob, jobKey, type PullJob } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { recordAudit } from './record-audit.ts';

type Reaction = '+1' | '-1' | 'eyes' | 'confused';

interface Context {
  readonly job: CommandJob;
  readonly pull: PullRequest;
  readonly client: GitHubClient;
  readonly deps: JobDeps;
}

/**
 * Does what a comment asks for, as far as its author may, and leaves a reaction as a receipt and a line in the audit
 * log. The comment is read again: one that was edited or deleted meanwhile commands nothing.
 */
export async function runCommandJob(job: CommandJob, deps: JobDeps): Promise<void> {
  const client = await deps.app.ofInstallation(job.installation);
  const comment = await readComment(job, { client });
  if (!comment || comment.isEdited || comment.login !== job.login) return;
  const pull = await readPullRequest(job, { client });
  const context = { job, pull, client, deps };
  for (const [index, command] of readCommands(comment.body).entries()) {
    const reaction = pull.state === 'open' ? await carryOut(command, context) : '-1';
    await ensureReaction({ owner: job.owner, repo: job.repo, commentId: job.commentId, content: reaction }, { client });
    await auditCommand({ command, index, reaction }, context);
  }
}

async function carryOut(command: Command, context: Context): Promise<Reaction> {
  if (command.verb === 'help' || command.verb === 'unknown') {
    await reply({ key: 'help', body: HELP }, context);
    return command.verb === 'help' ? '+1' : 'confused';
  }
  if (!(await mayAsk(context))) return '-1';
  switch (command.verb) {
    case 'recheck':
      await wantReview(context);
      return 'eyes';
    case 'explain':
      return explain(command.address, context);
    case 'override':
      return command.digest === null || command.reason === '' ? confuse(context) : decide(context);
    case 'usage':
      return decide(context);
  }
}

/** The author, and who can write to the repository; strangers in a public one cannot keep the gate busy. */
async function mayAsk({ job, pull, client }: Context): Promise<boolean> {
  if (job.login === pull.author) return true;
  const permission = await permissionOf(job, { client });
  return permission === 'admin' || permission === 'write';
}

/** The review itself decides what counts; the reaction tells the writer already. */
async function decide(context: Context): Promise<Reaction> {
  const { job, pull, client, deps } = context;
  await wantReview(context);
  if (job.login === pull.author) return '-1';
  const may = await deps.mayOverride({ owner: job.owner, repo: job.repo, pull, login: job.login }, { client });
  return may === 'yes' ? '+1' : '-1';
}

async function explain(address: string, context: Context): Promise<Reaction> {
  const { job, pull, client, deps } = context;
  const text = await deps.explain({ owner: job.owner, repo: job.repo, pull, address }, { client });
  if (text === null) return 'confused';
  await reply({ key: `explain-${job.commentId}`, body: text }, context);
  return '+1';
}

async function confuse(context: Context): Promise<Reaction> {
  await reply({ key: 'help', body: HELP }, context);
  return 'confused';
}

async function reply(
  { key, body }: { readonly key: string; readonly body: string },
  { job, client, deps }: Context,
): Promise<void> {
  const author = await deps.app.botLogin();
  const { owner, repo, number } = job;
  await ensureComment({ owner, repo, number, key, author, body, mode: 'update' }, { client });
}

async function wantReview({ job, deps }: Context): Promise<void> {
  const { installation, repositoryId, owner, repo, number } = job;
  const wanted: PullJob = { kind: 'pull', installation, repositoryId, owner, repo, number };
  const request = { job: { key: jobKey(wanted), kind: wanted.kind, data: wanted }, now: deps.now().getTime() };
  await wantJob(request, deps.database.tables);
}

async function auditCommand(
  request: { readonly command: Command; readonly index: number; readonly reaction: Reaction },
  { job, pull, deps }: Context,
): Promise<void> {
  const { command, index, reaction } = request;
  const about =
    command.verb === 'override' ? { rule: command.rule, digest: command.digest, reason: command.reason } : {};
  const address = command.verb === 'usage' || command.verb === 'explain' ? { address: command.address } : {};
  await recordAudit(
    {
      key: `command:${job.repositoryId}:${job.commentId}:${index}`,
      record: {
        actor: job.login,
        action: `command.${command.verb}`,
        subject: `${job.owner}/${job.repo}#${job.number}`,
        details: { ...about, ...address, reaction, sha: pull.headSha },
      },
    },
    deps,
  );
}
