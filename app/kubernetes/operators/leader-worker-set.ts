import { countAt } from '../count.ts';
import { at } from '../manifest-value.ts';
import { type Operator, steady } from './operator-part.ts';

/** Groups of a leader and its workers, each group as large as `leaderWorkerTemplate.size`. */
export const leaderWorkerSet: Operator = {
  group: 'leaderworkerset.x-k8s.io',
  kinds: ['LeaderWorkerSet'],
  source: 'https://lws.sigs.k8s.io/docs/reference/leaderworkerset.v1/ (read 2026-11-25)',
  parts(value) {
    const groups = countAt(value, { path: 'spec.replicas', fallback: 1 });
    const size = countAt(value, { path: 'spec.leaderWorkerTemplate.size', fallback: 1 });
    const worker = at(value, 'spec.leaderWorkerTemplate.workerTemplate.spec') ?? null;
    const leader = at(value, 'spec.leaderWorkerTemplate.leaderTemplate.spec') ?? worker;
    if ('invalid' in groups || 'invalid' in size) {
      const invalid = 'invalid' in groups ? groups : size;
      return [{ name: 'leader', podSpec: leader, replicas: steady(invalid), claims: [] }];
    }
    const workers = groups.count * Math.max(size.count - 1, 0);
    return [
      { name: 'leader', podSpec: leader, replicas: steady(groups), claims: [] },
      ...(workers > 0 ? [{ name: 'workers', podSpec: worker, replicas: steady({ count: workers }), claims: [] }] : []),
    ];
  },
};
