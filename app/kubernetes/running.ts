import type { Count } from './count.ts';
import { countAt } from './count.ts';
import { runsPerMonth } from './cron.ts';
import type { KindRole } from './known-kinds.ts';
import type { ManifestObject } from './manifest-object.ts';
import { at, flagAt, type ManifestValue, textAt } from './manifest-value.ts';
import type { OperatorPart } from './operators/operator-part.ts';
import type { Scaler } from './scalers.ts';
import type { Running } from './workload.ts';

export interface RunningAnswer {
  readonly running: Running;
  readonly invalid: string | null;
  readonly notes: readonly string[];
}

/** How many pods the object runs. What Kubernetes would not accept is said in `invalid`. */
export function readRunning(
  object: ManifestObject,
  about: {
    readonly role: KindRole;
    readonly scaler: Scaler | undefined;
    /** The Rollout that scales this Deployment down to nothing. */
    readonly shrunkBy?: string | undefined;
  },
): RunningAnswer {
  if (about.role === 'pod') return stable(1);
  if (about.role === 'daemon-set') return { running: { by: 'nodes' }, invalid: null, notes: [] };
  if (about.role === 'job') return jobRunning(object.value, { path: 'spec', schedule: null });
  if (about.role === 'cron-job') return cronRunning(object);
  if (about.shrunkBy !== undefined) return { ...stable(0), notes: [`${about.shrunkBy} runs its pods`] };
  return replicaRunning(object, about.scaler);
}

/** How many pods an operator runs for one part of a custom resource. */
export function partRunning(part: OperatorPart): RunningAnswer {
  const { minimum, expected, maximum } = part.replicas;
  const invalid = firstInvalid([minimum, expected, maximum]);
  const count = (each: Count): number => ('count' in each ? each.count : 0);
  const counts = {
    minimum: count(minimum),
    expected: count(expected),
    maximum: Math.max(count(maximum), count(expected)),
  };
  return { running: { by: 'replicas', ...counts, scaledBy: null }, invalid, notes: [] };
}

function stable(replicas: number): RunningAnswer {
  const running = { by: 'replicas', minimum: replicas, expected: replicas, maximum: replicas, scaledBy: null } as const;
  return { running, invalid: null, notes: [] };
}

function replicaRunning(object: ManifestObject, scaler: Scaler | undefined): RunningAnswer {
  const stated = countAt(object.value, { path: 'spec.replicas', fallback: 1 });
  if ('invalid' in stated) return { ...stable(0), invalid: stated.invalid };
  if (!scaler) return stable(stated.count);
  if (scaler.invalid) return { ...stable(stated.count), invalid: scaler.invalid };
  const { minimum, maximum, scaledBy } = scaler;
  const explicit = at(object.value, 'spec.replicas') !== undefined && at(object.value, 'spec.replicas') !== null;
  // An autoscaler leaves what stands at zero alone.
  if (explicit && stated.count === 0) {
    const notes = [`${scaledBy} does nothing while spec.replicas is 0`];
    return { running: { by: 'replicas', minimum: 0, expected: 0, maximum, scaledBy }, invalid: null, notes };
  }
  const expected = explicit ? Math.min(Math.max(stated.count, minimum), maximum) : minimum;
  return { running: { by: 'replicas', minimum, expected, maximum, scaledBy }, invalid: null, notes: [] };
}

interface Schedule {
  readonly runsPerMonth: number;
  readonly exclusive: boolean;
}

/** A job without completions runs as many pods as it runs at once. */
function jobRunning(
  value: ManifestValue,
  job: { readonly path: string; readonly schedule: Schedule | null },
): RunningAnswer {
  const parallelism = countAt(value, { path: `${job.path}.parallelism`, fallback: 1 });
  const together = 'count' in parallelism ? parallelism.count : 0;
  const completions = countAt(value, { path: `${job.path}.completions`, fallback: together });
  const deadline = countAt(value, { path: `${job.path}.activeDeadlineSeconds`, fallback: -1 });
  const suspended = flagAt(value, `${job.path}.suspend`);
  const podsPerRun = suspended || together === 0 || !('count' in completions) ? 0 : completions.count;
  return {
    running: {
      by: 'runs',
      runsPerMonth: job.schedule?.runsPerMonth ?? null,
      exclusive: job.schedule?.exclusive ?? false,
      podsPerRun,
      parallelism: Math.min(together, podsPerRun),
      deadlineSeconds: 'count' in deadline && deadline.count >= 0 ? deadline.count : null,
    },
    invalid: firstInvalid([parallelism, completions, deadline]),
    notes: suspended ? ['suspended'] : [],
  };
}

function cronRunning(object: ManifestObject): RunningAnswer {
  const suspended = flagAt(object.value, 'spec.suspend');
  const schedule = textAt(object.value, 'spec.schedule') ?? '';
  const runs = runsPerMonth(schedule, textAt(object.value, 'spec.timeZone'));
  const policy = textAt(object.value, 'spec.concurrencyPolicy');
  const job = jobRunning(object.value, {
    path: 'spec.jobTemplate.spec',
    schedule: {
      runsPerMonth: suspended || 'invalid' in runs ? 0 : runs.runs,
      exclusive: policy === 'Forbid' || policy === 'Replace',
    },
  });
  const never = 'runs' in runs && runs.runs === 0 ? [`schedule ${JSON.stringify(schedule)} never runs`] : [];
  return {
    ...job,
    invalid: job.invalid ?? ('invalid' in runs ? runs.invalid : null),
    notes: [...job.notes, ...(suspended ? ['suspended'] : []), ...never],
  };
}

function firstInvalid(counts: readonly Count[]): string | null {
  for (const count of counts) if ('invalid' in count) return count.invalid;
  return null;
}
