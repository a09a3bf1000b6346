import type { Workload } from '#app/kubernetes/workload.ts';
import { type Decimal, decimal } from '#app/measure/decimal.ts';
import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { QuantityOrigin } from '#app/measure/quantity.ts';
import type { NodePool } from './kubernetes-pricing.ts';
import { poolsFor } from './pool-choice.ts';

/** How many pods of a workload run on average over the month, or what must be stated for that. */
export type PodCount =
  | {
      readonly minimum: Decimal;
      readonly expected: Decimal;
      readonly maximum: Decimal;
      readonly origin: QuantityOrigin;
      readonly flags: readonly string[];
    }
  | { readonly usage: string };

export interface PodCountDeps {
  /** Empty where the basis knows no nodes. */
  readonly pools: readonly NodePool[];
  /** A number that the user stated for this workload: `replicas`, `nodes`, `run_minutes`, `monthly_runs`. */
  readonly stated: (key: string) => number | undefined;
}

/** The pods of a workload, averaged over the month. */
export function podCount(workload: Workload, deps: PodCountDeps): PodCount {
  const { running } = workload;
  if (running.by === 'nodes') return nodeCount(workload, deps);
  if (running.by === 'runs') return jobPods(running, deps);
  const observed = deps.stated('replicas');
  const expected = observed === undefined ? running.expected : Math.max(observed, 0);
  const most = Math.max(running.maximum, expected);
  return {
    minimum: decimal(Math.min(running.minimum, expected)),
    expected: decimal(expected),
    maximum: decimal(most),
    origin: observed === undefined ? 'configuration' : 'usage-file',
    flags: [],
  };
}

function nodeCount(workload: Workload, deps: PodCountDeps): PodCount {
  const stated = deps.stated('nodes');
  if (stated !== undefined) return fixed(decimal(stated), 'usage-file');
  const pools = poolsFor(workload.spec, deps.pools);
  const counted = pools.filter((pool) => pool.count !== null);
  if (deps.pools.length > 0 && counted.length === pools.length) {
    return fixed(decimal(pools.reduce((sum, pool) => sum + (pool.count ?? 0), 0)), 'configuration');
  }
  return { usage: 'a DaemonSet runs on every matching node: state the usage key `nodes`, or the node pools' };
}

function fixed(count: Decimal, origin: QuantityOrigin): PodCount {
  return { minimum: count, expected: count, maximum: count, origin, flags: [] };
}

type JobRunning = Extract<Workload['running'], { by: 'runs' }>;

/** Pods × minutes × runs in a month, as pods that run all the time. A deadline bounds what nobody stated. */
function jobPods(running: JobRunning, deps: PodCountDeps): PodCount {
  const runs = running.runsPerMonth ?? deps.stated('monthly_runs');
  if (running.podsPerRun === 0 || runs === 0) return fixed(decimal(0), 'configuration');
  if (runs === undefined) {
    return { usage: 'a Job runs once, apart from the month: state `monthly_runs` and `run_minutes` to count it' };
  }
  const minutes = deps.stated('run_minutes');
  const longest = minutes ?? (running.deadlineSeconds === null ? undefined : running.deadlineSeconds / 60);
  if (longest === undefined) return { usage: 'nobody states how long a run takes: state the usage key `run_minutes`' };
  const pods = averagePods({ running, runs, minutes: longest });
  if (minutes !== undefined) return fixed(pods, 'usage-file');
  return { ...fixed(pods, 'assumed'), minimum: decimal(0), flags: ['upper-bound:activeDeadlineSeconds'] };
}

function averagePods(job: { readonly running: JobRunning; readonly runs: number; readonly minutes: number }): Decimal {
  const { running, runs, minutes } = job;
  const pods = decimal(runs)
    .times(running.podsPerRun)
    .times(decimal(minutes))
    .dividedBy(60 * HOURS_PER_MONTH);
  // One run at a time: it can at most always be running.
  const most = decimal(running.parallelism);
  return running.exclusive && pods.greaterThan(most) ? most : pods;
}
