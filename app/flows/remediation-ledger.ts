import { type AuditRecord, nextEntry } from '#app/audit/audit-entry.ts';
import { InvariantError, PolicyError } from '#app/errors.ts';
import { withoutEmailsIn } from '#app/measure/email-address.ts';
import type { Journal } from '#app/remediation/execute-plan.ts';
import type { PlanFile } from '#app/remediation/plan-file.ts';
import { appendToAudit, readAudit } from '#app/warehouse/audit-store.ts';
import type { AuditRow, Database } from '#app/warehouse/database.ts';

/** What the audit log says of one execution. */
export interface LedgerEntry {
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: string;
  readonly plan: string;
  readonly digest: string;
  readonly step: string | null;
  readonly details: AuditRecord['details'];
}

/** An execution that this run may do: from the beginning, or from where one before it was ended. */
export interface Claim {
  readonly isResumed: boolean;
  readonly done: Journal['done'];
  /** Executions of other plans that began in the last 24 hours. */
  readonly recentExecutions: number;
}

export interface LedgerDeps {
  readonly database: Database;
  readonly now: () => Date;
  /** Who runs it: a login, or `finops`. */
  readonly actor: string;
}

const ACTION = 'remediation.';
const PAGE = 1000;
const ENDS: readonly string[] = ['finished', 'failed', 'rolled_back', 'rollback.failed', 'yielded'];
/** A run that has written nothing for so long was ended. */
const SILENT_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;

/** Everything the audit log says of remediation, in order. Throws UpstreamError. */
export async function readLedger({ database }: Pick<LedgerDeps, 'database'>): Promise<readonly LedgerEntry[]> {
  const found: LedgerEntry[] = [];
  for (let after = 0; ; ) {
    const rows = await readAudit({ after, limit: PAGE }, database);
    found.push(...rows.flatMap(entryOf));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return found;
    after = last.sequence;
  }
}

function entryOf(row: AuditRow): readonly LedgerEntry[] {
  const { action, subject, details } = JSON.parse(row.record) as AuditRecord;
  if (!action.startsWith(ACTION)) return [];
  const step = details['step'];
  return [
    {
      sequence: row.sequence,
      at: Date.parse(row.recorded_at),
      event: action.slice(ACTION.length),
      plan: subject,
      digest: String(details['digest'] ?? ''),
      step: typeof step === 'string' ? step : null,
      details,
    },
  ];
}

/** Appends one entry; false when it stands there already. */
export async function appendToLedger(
  request: {
    readonly key: string;
    readonly event: string;
    readonly plan: string;
    readonly details: AuditRecord['details'];
  },
  { database, now, actor }: LedgerDeps,
): Promise<boolean> {
  const recordedAt = now().toISOString();
  const record = { actor, action: `${ACTION}${request.event}`, subject: request.plan, details: request.details };
  const clean = withoutEmailsIn(record) as AuditRecord;
  return appendToAudit(
    {
      key: request.key,
      make(previous) {
        const made = nextEntry({ record: clean, recordedAt }, previous);
        return {
          sequence: made.sequence,
          recorded_at: recordedAt,
          record: JSON.stringify(made.record),
          previous_hash: made.previousHash,
          hash: made.hash,
        };
      },
    },
    database,
  );
}

/**
 * Begins the execution of a plan: once for each digest, and only one at a time. A run that was ended half-way is taken up
 * after two hours of silence. @throws PolicyError where it was executed before, or another one runs.
 */
export async function claimExecution(
  plan: PlanFile,
  details: AuditRecord['details'],
  deps: LedgerDeps,
): Promise<Claim> {
  const entries = await readLedger(deps);
  const now = deps.now().getTime();
  const own = entries.filter((each) => each.digest === plan.digest);
  const terminal = own.find((each) => ENDS.includes(each.event) && each.event !== 'yielded');
  if (terminal) throw refusal(`${plan.id} was executed before: ${terminal.event} ${instant(terminal.at)}`);
  const starts = own.filter((each) => each.event === 'started').length;
  const isOpen = starts > own.filter((each) => each.event === 'yielded').length;
  const last = own.at(-1);
  if (isOpen && last && isHeardOf(last, now))
    throw refusal(`${plan.id} is being executed: last heard of ${instant(last.at)}`);
  refuseWhileOthersRun(entries, { digest: plan.digest, now });
  const key = `remediation/${plan.digest}/started/${starts + 1}`;
  const began = { ...details, digest: plan.digest, attempt: starts + 1 };
  if (!(await appendToLedger({ key, event: 'started', plan: plan.id, details: began }, deps)))
    throw refusal(`${plan.id} is being executed by another run`);
  await yieldToOthers(plan, { attempt: starts + 1, now }, deps);
  const done = own.flatMap((each) =>
    each.event === 'step.done' && each.step ? [[each.step, outputsOf(each)] as const] : [],
  );
  const recent = entries.filter(
    (each) => each.event === 'step.begun' && now - each.at < DAY_MS && each.digest !== plan.digest,
  );
  return {
    isResumed: own.some((each) => each.event === 'step.begun'),
    done: new Map(done),
    recentExecutions: new Set(recent.map((each) => each.digest)).size,
  };
}

/** Gives a claim back before anything was done, so that it may be tried again. */
export async function yieldExecution(
  plan: PlanFile,
  because: { readonly reason: string; readonly attempt?: number },
  deps: LedgerDeps,
): Promise<void> {
  const own = (await readLedger(deps)).filter((each) => each.digest === plan.digest && each.event === 'started');
  const attempt = because.attempt ?? own.length;
  const key = `remediation/${plan.digest}/yielded/${attempt}`;
  const details = { digest: plan.digest, reason: because.reason };
  await appendToLedger({ key, event: 'yielded', plan: plan.id, details }, deps);
}

/** Where the steps of an execution are written down; every entry is its own key, so that none is written twice. */
export function journalOf(plan: PlanFile, claim: Claim, deps: LedgerDeps): Journal {
  let count = 0;
  const run = deps.now().getTime();
  return {
    done: claim.done,
    async write({ event, step, details }) {
      count++;
      const key = `remediation/${plan.digest}/${event}/${step ?? ''}/${run}/${count}`;
      const whole = { ...details, digest: plan.digest, step };
      const isWritten = await appendToLedger({ key, event, plan: plan.id, details: whole }, deps);
      if (!isWritten) throw new InvariantError(`the audit log has ${key} already`);
    },
  };
}

function refuseWhileOthersRun(
  entries: readonly LedgerEntry[],
  own: { readonly digest: string; readonly now: number },
): void {
  const running = runningOthers(entries, own)[0];
  if (running) throw refusal(`${running.plan} is being executed: one at a time`);
}

/** Two that began at once: the one that stands first in the log goes on. */
async function yieldToOthers(
  plan: PlanFile,
  { attempt, now }: { readonly attempt: number; readonly now: number },
  deps: LedgerDeps,
): Promise<void> {
  const entries = await readLedger(deps);
  const mine = entries.findLast((each) => each.digest === plan.digest && each.event === 'started');
  const first = runningOthers(entries, { digest: plan.digest, now }).find(
    (each) => each.sequence < (mine?.sequence ?? 0),
  );
  if (!first) return;
  const reason = `${first.plan} is being executed: one at a time`;
  await yieldExecution(plan, { reason, attempt }, deps);
  throw refusal(reason);
}

/** The start of every other execution that has not ended, and was heard of lately. */
function runningOthers(
  entries: readonly LedgerEntry[],
  own: { readonly digest: string; readonly now: number },
): readonly LedgerEntry[] {
  const byDigest = Map.groupBy(
    entries.filter((each) => each.digest !== own.digest && each.digest !== ''),
    (each) => each.digest,
  );
  return [...byDigest.values()].flatMap((each) => {
    const started = each.findLast((entry) => entry.event === 'started');
    const last = each.at(-1);
    const hasEnded = each.some((entry) => ENDS.includes(entry.event) && entry.sequence > (started?.sequence ?? 0));
    return started && last && !hasEnded && isHeardOf(last, own.now) ? [started] : [];
  });
}

/** Whether a run that wrote this last may still be at work; one whose step failed has ended by itself. */
function isHeardOf(last: LedgerEntry, now: number): boolean {
  return last.event !== 'step.failed' && now - last.at < SILENT_MS;
}

function outputsOf({ details }: LedgerEntry): Readonly<Record<string, string>> {
  const outputs = Object.entries(details).filter(([key]) => key.startsWith('output.'));
  return Object.fromEntries(outputs.map(([key, value]) => [key.slice('output.'.length), String(value)]));
}

function refusal(message: string): PolicyError {
  return new PolicyError(message, { remedy: 'see the audit log; a plan is executed once, make a new one' });
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
