import { opencostSource } from '#app/ingest/sources/opencost.ts';
import { folderWith } from '#test/support/folder.ts';
import { allocation, answer, idle } from '../opencost/allocation.ts';
import type { SourceCase } from '../source-case.ts';

/**
 * By hand: two containers of a pod (1.75 and 0.25), what is idle (2), a volume that is mounted nowhere (0.5), one NaN; the
 * next day one container. Nothing is billed, and the nodes give back what is taken: 4.5 − 4.5 and 1.75 − 1.75. Charges: pod,
 * idle, volume, and two that give back (the node, the cluster); pod and two.
 */
export const sourceCase: SourceCase = {
  async open() {
    const sidecar = { name: 'eu/node1/shop/web-1/proxy', cpuCost: 0.25, ramCost: 0, pvCost: 0, totalCost: 0.25 };
    const unmounted = {
      name: '__unmounted__/eu',
      properties: {
        node: '',
        providerID: '',
        namespace: '__unmounted__',
        controller: '',
        controllerKind: '',
        pod: '__unmounted__',
      },
      cpuCost: 0,
      ramCost: 0,
      pvCost: 0.5,
      totalCost: 0.5,
    };
    const root = folderWith({
      'opencost/week.json': answer(
        [
          allocation(),
          allocation(sidecar),
          idle(2),
          allocation(unmounted),
          allocation({ name: 'nan', totalCost: null }),
        ],
        [allocation({ day: '2026-10-06' })],
      ),
    });
    const settings = { id: 'clusters', kind: 'opencost', path: 'opencost' };
    const source = opencostSource.open(settings, { env: {}, now: new Date('2026-11-26T00:00:00Z'), root, fetch });
    return { source, close: async () => {} };
  },
  expected: {
    scopes: { '2026-10-05': 5, '2026-10-06': 3 },
    rejected: 1,
    billed: ['0 USD'],
    effective: ['0 USD'],
  },
};
