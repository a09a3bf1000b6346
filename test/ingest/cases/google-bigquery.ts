import { serveBigQuery } from '../google/bigquery-service.ts';
import { credit, googleRow, openGoogle, spendFee } from '../google/google-row.ts';
import type { SourceCase } from '../source-case.ts';

/**
 * By hand, October: 10 + (10 − 6 by a commitment) + 5 for the commitment + (3 − 1 promotion) + 2 tax = 23 billed. The
 * commitment costs 5 and credits 6, so the part that it covers costs 5: effective is 10 + 4 + 5 + 2 + 2 = 23, the same.
 * November: 8 of fees and nothing covered, so 8 billed and 8 unused. Charges: 1 + 2 (covered and rest) + 1 + 2 (row and
 * credit) + 1 = 7, and 1 + 1.
 */
export const sourceCase: SourceCase = {
  async open() {
    const november = {
      invoiceMonth: '202611',
      start: '2026-11-02T10:00:00Z',
      end: '2026-11-02T11:00:00Z',
      day: '2026-11-02',
    };
    const service = await serveBigQuery({
      rows: [
        googleRow(),
        googleRow({ credits: credit('COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', '-6') }),
        spendFee('5'),
        googleRow({ cost: '3', costAtList: null, credits: credit('PROMOTION', '-1') }),
        googleRow({ cost: '2', costType: 'tax', serviceName: 'Invoice', service: 'X', project: null, sku: 'TAX' }),
        spendFee('8', november),
      ],
    });
    return { source: openGoogle(service.endpoint), close: service.close };
  },
  expected: {
    scopes: { '2026-10': 7, '2026-11': 2 },
    rejected: 0,
    billed: ['31 EUR'],
    effective: ['31 EUR'],
  },
};
