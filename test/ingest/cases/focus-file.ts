import { focusFileSource } from '#app/ingest/sources/focus-file.ts';
import { folderWith } from '#test/support/folder.ts';
import type { SourceCase } from '../source-case.ts';

const HEADER =
  'BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargePeriodEnd,' +
  'ChargePeriodStart,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ServiceCategory,ServiceName,' +
  'ProviderName,PublisherName,Tags,x_Own';

const row = (billed: string, effective: string, month = '10') =>
  `${billed},1,USD,2026-${month}-28T00:00:00Z,2026-${month}-01T00:00:00Z,Usage,2026-${month}-02 00:00:00,2026-${month}-01,` +
  `0,${effective},AWS,0,Compute,"Amazon ""EC2"", compute",AWS,AWS,"{""team"":""a""}",x`;

/** Rows written by hand: 1.5 + 2.5e-8 in October, 0.25 in November, and one row whose cost is no number. */
export const sourceCase: SourceCase = {
  async open() {
    const root = folderWith({
      'bills/2026-10/part-1.csv': `\u{feff}${HEADER}\r\n${row('1.5', '1')}\r\n`,
      'bills/2026-10/part-2.csv': `${HEADER}\n${row('2.5E-8', '0')}\n${row('n,a', '0').replace('n,a', '"1,5"')}\n`,
      'bills/2026-11/part-1.csv': `${HEADER}\n${row('0.25', '.5', '11')}`,
      'bills/readme.txt': 'no table',
    });
    const settings = { id: 'own', kind: 'focus-file', path: 'bills', files: '{month}/*.csv' };
    const ports = { env: {}, now: new Date('2026-11-26T00:00:00Z'), root, fetch };
    return { source: focusFileSource.open(settings, ports), close: async () => {} };
  },
  expected: {
    scopes: { '2026-10': 2, '2026-11': 1 },
    rejected: 1,
    billed: ['1.750000025 USD'],
    effective: ['1.5 USD'],
  },
};
