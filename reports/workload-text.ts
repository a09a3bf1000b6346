import type { ResourceEstimate, WorkloadSummary } from '#app/estimate/estimate.ts';
import { moneyText } from './amount-text.ts';

/** One fact about a workload on both sides of a change; an empty text where a side has none. */
export interface WorkloadFact {
  readonly name: string;
  readonly prior: string;
  readonly planned: string;
}

type Side = Pick<ResourceEstimate, 'workload' | 'range' | 'monthlyCost'> | null;

/** Replicas, CPU, memory, devices and storage of a replica, and the range of the monthly cost, as far as they are known. */
export function workloadFacts(prior: Side, planned: Side): readonly WorkloadFact[] {
  const before = factsOf(prior);
  const after = factsOf(planned);
  // A cost that does not vary stands beside one that does.
  for (const [facts, side] of [
    [before, prior],
    [after, planned],
  ] as const) {
    const isOther = before.has('monthly') !== after.has('monthly') && !facts.has('monthly');
    if (isOther && side?.workload && side.monthlyCost) facts.set('monthly', moneyText(side.monthlyCost));
  }
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names.map((name) => ({ name, prior: before.get(name) ?? '', planned: after.get(name) ?? '' }));
}

/** The facts of one side as a sentence: `3 to 10 replicas, CPU 500m, memory 1 GiB`. */
export function workloadLine(side: Side): string {
  return [...factsOf(side)]
    .map(([name, text]) => (name === 'replicas' ? `${text} ${text === '1' ? 'replica' : name}` : `${name} ${text}`))
    .join(', ');
}

/** The facts that differ: `replicas 2 → 4, CPU 500m → 1`, and the range of the cost in a line of its own. */
export function workloadChangeLines(prior: Side, planned: Side): readonly string[] {
  const changed = workloadFacts(prior, planned).filter((each) => each.prior !== each.planned);
  const line = (facts: readonly WorkloadFact[]): string =>
    facts
      .map(({ name, prior: before, planned: after }) => `${name} ${before || 'none'} → ${after || 'none'}`)
      .join(', ');
  const isCost = (each: WorkloadFact): boolean => each.name === 'monthly';
  return [line(changed.filter((each) => !isCost(each))), line(changed.filter(isCost))].filter((text) => text !== '');
}

function factsOf(side: Side): Map<string, string> {
  const facts = new Map<string, string>();
  const workload = side?.workload;
  if (!workload) return facts;
  const replicas = replicasText(workload);
  if (replicas !== null) facts.set('replicas', replicas);
  for (const [resource, amount] of Object.entries(workload.requests)) {
    if (amount > 0) facts.set(resourceName(resource), amountText(resource, amount));
  }
  if (workload.storage === null) facts.set('storage', 'of unknown size');
  else if (workload.storage > 0) facts.set('storage', bytesText(workload.storage));
  const { range } = side;
  if (range && !range.minimum.amount.equals(range.maximum.amount)) {
    facts.set('monthly', `${moneyText(range.minimum)} to ${moneyText(range.maximum)}`);
  }
  return facts;
}

/** Null where their number is not known. */
function replicasText({ replicas }: WorkloadSummary): string | null {
  const { minimum, expected, maximum } = replicas;
  if (minimum === null || expected === null || maximum === null) return null;
  const text = (count: number): string => String(Math.round(count * 100) / 100);
  if (minimum === maximum) return text(expected);
  const usual = expected === minimum ? '' : `, ${text(expected)} expected`;
  return `${text(minimum)} to ${text(maximum)}${usual}`;
}

function resourceName(resource: string): string {
  return resource === 'cpu' ? 'CPU' : resource;
}

function amountText(resource: string, amount: number): string {
  if (resource === 'cpu') return amount < 1 ? `${Math.round(amount * 1000)}m` : String(amount);
  return resource.includes('/') ? String(amount) : bytesText(amount);
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  return `${Math.round((bytes / 1024 ** power) * 100) / 100} ${UNITS[power]}`;
}
