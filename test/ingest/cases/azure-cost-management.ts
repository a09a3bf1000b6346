import { serveCosts } from '../azure/cost-management-service.ts';
import { openCosts } from '../azure/open-costs.ts';
import type { SourceCase } from '../source-case.ts';

/**
 * By hand, October: actual cost is 1.5 of usage and 30 for a reservation, amortised 1.5 + 24 of usage and 6 unused: 31.5 each.
 * November: 0.1 + 0.2 of usage in both. Charges: usage, purchase, unused; and two days.
 */
export const sourceCase: SourceCase = {
  async open() {
    const service = await serveCosts(({ body }) => {
      if (body.timePeriod.from.startsWith('2026-11')) {
        return [
          [0.1, 20261101, 'Storage', 'Usage', 'EUR'],
          [0.2, 20261102, 'Storage', 'Usage', 'EUR'],
        ];
      }
      return body.type === 'ActualCost'
        ? [
            [1.5, 20261005, 'Virtual Machines', 'Usage', 'EUR'],
            [30, 20261001, 'Virtual Machines', 'Purchase', 'EUR'],
          ]
        : [
            [25.5, 20261005, 'Virtual Machines', 'Usage', 'EUR'],
            [6, 20261005, 'Virtual Machines', 'UnusedReservation', 'EUR'],
          ];
    });
    return { source: openCosts(service.endpoint), close: service.close };
  },
  expected: {
    scopes: { '2026-10': 3, '2026-11': 2 },
    rejected: 0,
    billed: ['31.8 EUR'],
    effective: ['31.8 EUR'],
  },
};
