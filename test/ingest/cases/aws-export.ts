import { awsExportSource } from '#app/ingest/sources/aws-export.ts';
import { folderWithBytes } from '#test/support/folder-bytes.ts';
import { EVERY_TYPE, legacyReport } from '../cur-report.ts';
import type { SourceCase } from '../source-case.ts';

/**
 * One row of each type. By hand, without the split cost row: unblended 10 + 5 - 5 + 4 + 100 + 0 + 7 + 500 + 29 + 2.5 - 3
 * - 1 - 0.5; amortised 10 + 3.5 + (4 - 3.5) + 1.2 + (0.3 + 0.4) + 29 + 2.5 - 3 - 1 - 0.5. Two fees have an unused part beside them, the
 * negation and the split row are none.
 */
export const sourceCase: SourceCase = {
  async open() {
    const root = folderWithBytes(legacyReport(EVERY_TYPE));
    const settings = { id: 'aws', kind: 'aws-export', path: '.', prefix: 'reports/cur' };
    const ports = { env: {}, now: new Date('2026-11-26T00:00:00Z'), root, fetch };
    return { source: awsExportSource.open(settings, ports), close: async () => {} };
  },
  expected: { scopes: { '2026-10': 14 }, rejected: 0, billed: ['648 USD'], effective: ['42.9 USD'] },
};
