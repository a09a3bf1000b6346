import { type Decimal, decimal } from '#app/measure/decimal.ts';
import { perMonth, type ReadCosts } from '#app/remediation/billed-rate.ts';
import { BILLED_SIGNS, type BilledSign, OLD_DAYS } from '#app/remediation/billed-signs.ts';
import type { Finding, SavingsAnswer } from '#app/remediation/finding.ts';
import { findingId } from '#app/remediation/group-findings.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import type { CostRow } from '#app/warehouse/cost-query.ts';

export interface BillsRequest {
  readonly settings: RemediationSettings;
  /** ResourceIds that other findings are about already. */
  readonly known: ReadonlySet<string>;
  readonly now: Date;
}

const DAYS = 30;
/** The newest days of a bill may still grow. */
const SETTLING_DAYS = 2;
const DAY_MS = 86_400_000;
const PLACES = ['ServiceProviderName', 'SubAccountId', 'RegionId', 'ResourceId'] as const;

/** What the bills of thirty days give away, resource by resource. Throws UpstreamError. */
export async function findInBills(request: BillsRequest, readCosts: ReadCosts): Promise<readonly Finding[]> {
  const { settings, now } = request;
  const to = new Date(Math.floor(now.getTime() / DAY_MS - SETTLING_DAYS) * DAY_MS);
  const period = { from: before(to, DAYS), to: to.toISOString() };
  const common = { metric: 'EffectiveCost', granularity: 'total' } as const;
  const metered = await readCosts({ ...period, ...common, groupBy: ['SkuMeter'] });
  const meters = metered.flatMap((row) => row.keys['SkuMeter'] ?? []);
  const findings: Finding[] = [];
  for (const sign of BILLED_SIGNS.filter((each) => settings.remedies?.includes(each.id) ?? true)) {
    const own = meters.filter((meter) => sign.meter.test(meter));
    if (own.length === 0) continue;
    const where = { SkuMeter: own, ChargeCategory: ['Usage'] };
    const rows = await readCosts({ ...period, ...common, groupBy: PLACES, where });
    const old = await oldResources(sign, { to, where, readCosts });
    for (const row of rows) findings.push(...findingOf(sign, { row, old, request }));
  }
  return findings;
}

function before(to: Date, days: number): string {
  return new Date(to.getTime() - days * DAY_MS).toISOString();
}

/** ResourceIds that were billed so long ago already; null where age does not matter. */
async function oldResources(
  sign: BilledSign,
  at: {
    readonly to: Date;
    readonly where: Readonly<Record<string, readonly string[]>>;
    readonly readCosts: ReadCosts;
  },
): Promise<ReadonlySet<string> | null> {
  const days = OLD_DAYS[sign.id];
  if (days === undefined) return null;
  const period = { from: before(at.to, days + 10), to: before(at.to, days) };
  const query = { ...period, metric: 'EffectiveCost', granularity: 'total', groupBy: ['ResourceId'] } as const;
  const rows = await at.readCosts({ ...query, where: at.where });
  return new Set(rows.flatMap((row) => row.keys['ResourceId'] ?? []));
}

function findingOf(
  sign: BilledSign,
  at: { readonly row: CostRow; readonly old: ReadonlySet<string> | null; readonly request: BillsRequest },
): readonly Finding[] {
  const { row, old, request } = at;
  const { ResourceId: id, SubAccountId: account, RegionId: region, ServiceProviderName: provider } = row.keys;
  const billed = decimal(row.amount);
  if (!id || !billed.greaterThan(0) || request.known.has(id) || old?.has(id) === false) return [];
  const { title, source, byHand } = sign;
  const project = [provider, account, region].filter((part) => part).join('/');
  return [
    {
      ...{ id: findingId(sign.id, `${project}\0${id}`), remedy: sign.id, title, lane: 'hand' },
      resources: [{ address: id, type: sign.id, project, region: region ?? null, source: null, tags: {} }],
      reason: sign.reason(billed, row.currency),
      evidence: [
        { what: 'EffectiveCost of 30 days', value: `${row.amount} ${row.currency}`, source: 'billed charges' },
      ],
      savings: savingsOf(sign, { billed, currency: row.currency }),
      ...{ risk: 'medium', interruption: 'none', cautions: [], rollback: 'See the page of the provider.' },
      edits: { kind: 'declined', reason: byHand },
      docs: source.url,
    },
  ];
}

function savingsOf(
  { share, unknown = 'nobody can tell' }: BilledSign,
  { billed, currency }: { readonly billed: Decimal; readonly currency: string },
): SavingsAnswer {
  if (share === null) return { state: 'unknown', reason: unknown };
  const monthly = perMonth(billed.dividedBy(DAYS));
  const [low, expected, high] = share.map((part) => ({ amount: monthly.times(part), currency }));
  if (!low || !expected || !high) return { state: 'unknown', reason: unknown };
  const note = `EffectiveCost of ${DAYS} days, for a month of 730 hours.`;
  return { state: 'known', savings: { low, expected, high, basis: 'billed', transition: null, note } };
}
