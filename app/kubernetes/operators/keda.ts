import { type Count, countAt } from '../count.ts';
import { at } from '../manifest-value.ts';
import type { Operator } from './operator-part.ts';

/** A KEDA ScaledJob runs as many Jobs at once as there is work, none while there is none. */
export const scaledJob: Operator = {
  group: 'keda.sh',
  kinds: ['ScaledJob'],
  source: 'https://keda.sh/docs/latest/reference/scaledjob-spec/ (read 2026-11-26)',
  parts(value) {
    const pods = countAt(value, { path: 'spec.jobTargetRef.parallelism', fallback: 1 });
    const least = times(countAt(value, { path: 'spec.minReplicaCount', fallback: 0 }), pods);
    const most = times(countAt(value, { path: 'spec.maxReplicaCount', fallback: 100 }), pods);
    const podSpec = at(value, 'spec.jobTargetRef.template.spec') ?? null;
    return [{ name: '', podSpec, replicas: { minimum: least, expected: least, maximum: most }, claims: [] }];
  },
};

function times(jobs: Count, pods: Count): Count {
  if ('invalid' in jobs) return jobs;
  return 'invalid' in pods ? pods : { count: jobs.count * pods.count };
}
