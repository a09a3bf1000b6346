import { ENVIRONMENT_TAGS, valueOfTag } from './attribute.ts';
import type { CloudAction, Observed } from './cloud-action.ts';
import type { PlanFile } from './plan-file.ts';
import { fingerprintOf } from './read-plan.ts';
import type { ExecutionSettings } from './settings.ts';

/** One thing that must hold before anything is done. */
export interface Rail {
  readonly rail: string;
  readonly outcome: 'pass' | 'stop';
  readonly detail: string;
}

/** What the rails look at. */
export interface RailRequest {
  readonly plan: PlanFile;
  readonly action: CloudAction;
  readonly observed: Observed;
  /** Of the base branch, never of the working tree. */
  readonly settings: ExecutionSettings;
  readonly now: Date;
  /** Twelve digits, as the credentials say. */
  readonly account: string;
  /** Executions that began in the last 24 hours, this one left out. */
  readonly recentExecutions: number;
  /** Day since which the resource is billed, where the warehouse knows; null where nobody knows. */
  readonly billedSince: string | null;
}

const DAY_MS = 86_400_000;

/** Every rail with its outcome; nothing is done while one of them stops. */
export function checkRails(request: RailRequest): readonly Rail[] {
  const { plan, action, observed, settings, now, account } = request;
  const rail = (name: string, problem: string | null, holds: string): Rail => ({
    rail: name,
    outcome: problem === null ? 'pass' : 'stop',
    detail: problem ?? holds,
  });
  const blocker = action.blocker(observed, plan.action.params);
  const isDrifted = fingerprintOf(observed) !== plan.preconditions.fingerprint;
  return [
    rail('kill-switch', settings.enabled ? null : 'remediation.execution.enabled is off', 'execution is on'),
    rail('expiry', Date.parse(plan.expires) > now.getTime() ? null : `the plan expired ${plan.expires}`, plan.expires),
    rail('credentials', account === plan.resource.account ? null : `the credentials are of ${account}`, account),
    rail(
      'account',
      settings.accounts.includes(plan.resource.account)
        ? null
        : `${plan.resource.account} is not in execution.accounts`,
      'the account is allowed',
    ),
    rail('drift', isDrifted ? `drifted: ${driftOf(plan, observed)}` : null, 'state and tags are as planned'),
    rail('precondition', blocker, 'the resource may be changed'),
    rail('production', productionTag(observed, settings), 'no tag says production'),
    rail('hold', heldBy(observed), 'no tag finops:hold'),
    rail('owner', ownerOf(observed), 'no controller or template owns it'),
    rail('age', ageProblem(request), `older than ${settings.minimumAgeDays} days`),
    rail('freeze', frozen(settings, now), 'no freeze today'),
    rail('count', countProblem(request), `${request.recentExecutions} executions in 24 hours`),
    rail('amount', amountProblem(plan, settings), 'within execution.maxMonthlySavings'),
  ];
}

/** What stops an execution, in one text; null when every rail passes. */
export function stoppedBy(rails: readonly Rail[]): string | null {
  const stops = rails.filter((each) => each.outcome === 'stop');
  return stops.length === 0 ? null : stops.map((each) => `${each.rail}: ${each.detail}`).join('; ');
}

/** The first few values that are not as planned. */
function driftOf({ preconditions, resource }: PlanFile, observed: Observed): string {
  const changes = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, prefix: string) =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      before[key] === after[key] ? [] : [`${prefix}${key} was ${text(before[key])}, is ${text(after[key])}`],
    );
  const found = [...changes(preconditions.state, observed.state, ''), ...changes(resource.tags, observed.tags, 'tag ')];
  return found.slice(0, 5).join(', ');
}

function text(value: string | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function productionTag({ tags }: Observed, { production }: ExecutionSettings): string | null {
  const values = production.map((value) => value.toLowerCase());
  const key = ENVIRONMENT_TAGS.find((name) => values.includes((valueOfTag(tags, name) ?? '').toLowerCase()));
  return key === undefined ? null : `the tag ${key} says ${valueOfTag(tags, key)}`;
}

function heldBy({ tags }: Observed): string | null {
  const value = valueOfTag(tags, 'finops:hold');
  return value === undefined ? null : `the tag finops:hold says ${JSON.stringify(value)}`;
}

/** Tags that controllers and templates put on what they own: a change would be undone, or fought over. */
const OWNERS =
  /^(aws:(autoscaling|cloudformation|eks|elasticbeanstalk|backup):|karpenter\.sh\/|kubernetes\.io\/cluster\/|ebs\.csi\.aws\.com\/|elasticmapreduce)/i;

/** The tag by which something else owns a resource; null where none does. */
export function ownerOf({ tags }: Pick<Observed, 'tags'>): string | null {
  const key = Object.keys(tags).find((each) => OWNERS.test(each));
  if (key !== undefined) return `the tag ${key} says that something else owns it`;
  const manager = ['managed-by', 'managedby', 'managed_by', 'terraform'].find((each) => valueOfTag(tags, each));
  return manager === undefined ? null : `the tag ${manager} says that code describes it`;
}

function ageProblem({ observed, settings, now, billedSince }: RailRequest): string | null {
  if (settings.minimumAgeDays === 0) return null;
  const since = observed.createdAt ?? billedSince;
  if (since === null) return 'nobody knows how old it is: neither the cloud nor the warehouse says';
  const days = Math.floor((now.getTime() - Date.parse(since)) / DAY_MS);
  return days >= settings.minimumAgeDays
    ? null
    : `it is ${days} days old, and ${settings.minimumAgeDays} are asked for`;
}

function frozen({ freeze }: ExecutionSettings, now: Date): string | null {
  const today = now.toISOString().slice(0, 10);
  const found = freeze.find((each) => each.from <= today && today <= each.until);
  return found ? `frozen until ${found.until}: ${found.reason}` : null;
}

function countProblem({ recentExecutions, settings }: RailRequest): string | null {
  if (recentExecutions < settings.maxPlansADay) return null;
  return `${recentExecutions} executions in 24 hours are as many as execution.maxPlansADay allows`;
}

function amountProblem({ savings }: PlanFile, { maxMonthlySavings }: ExecutionSettings): string | null {
  if (savings === null) return null;
  // Compared only: no amount is worked out from it.
  if (Number(savings.high) <= maxMonthlySavings) return null;
  return `${savings.high} ${savings.currency} a month is more than execution.maxMonthlySavings`;
}
