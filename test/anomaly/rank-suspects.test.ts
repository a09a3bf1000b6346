import { describe, expect, it } from 'vitest';
import type { Incident } from '#app/anomaly/incident.ts';
import { type ChangedResource, type MergedChange, rankSuspects } from '#app/anomaly/rank-suspects.ts';

const contribution = { dimension: 'ResourceId', value: 'arn:aws:rds:us-east-1:1:db:orders', name: null, delta: '300' };
const INCIDENT: Incident = {
  ...{
    id: 'x',
    kind: 'rise',
    currency: 'USD',
    state: 'open',
    partOf: null,
    suspects: [],
    score: 0.9,
    detectors: ['spike'],
  },
  scope: { SubAccountId: 'prod', ServiceName: 'Amazon Relational Database Service', RegionId: 'us-east-1' },
  ...{ firstDay: '2026-11-20', lastDay: '2026-11-22', actual: '330', expected: '30', impact: '300', toldImpact: '300' },
  rootCause: { path: [], contributions: [contribution], tags: { team: 'shop' } },
  ...{ seenAt: '', changedAt: '' },
};

function change(
  number: number,
  resources: readonly Partial<ChangedResource>[],
  mergedAt = '2026-11-19T15:00:00Z',
): MergedChange {
  const usual = {
    address: 'aws_db_instance.orders',
    type: 'aws_db_instance',
    region: 'us-east-1',
    monthlyDelta: '3041',
    currency: 'USD',
  };
  return {
    repository: 'acme/infra',
    number,
    title: `Change ${number}`,
    mergedAt,
    resources: resources.map((each) => ({ ...usual, names: [], ...each })),
  };
}

describe('suspects', () => {
  it('are ranked by how many of name, service, region, amount and time agree, and say so', () => {
    // 3,041 a month is 100 a day, what each of the three days costs more.
    const named = change(1, [{ names: ['orders'] }]);
    const alike = change(2, [{}]);
    const [first, second, ...others] = rankSuspects(INCIDENT, [alike, named]);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ number: 1, repository: 'acme/infra', title: 'Change 1' });
    expect(first!.confidence).toBeLessThan(1);
    expect(first!.confidence).toBeGreaterThan(second!.confidence);
    expect(first?.reasons).toEqual([
      'aws_db_instance.orders is called orders',
      'aws_db_instance.orders is billed as Amazon Relational Database Service',
      'in us-east-1',
      'estimated at 3041.00 USD a month',
      'merged the day before',
    ]);
  });

  it('are not changes that came after, long before, of another service, or that save', () => {
    const strangers = [
      change(1, [{ names: ['orders'] }], '2026-11-21T09:00:00Z'),
      change(2, [{ names: ['orders'] }], '2026-11-16T09:00:00Z'),
      change(3, [{ type: 'aws_lambda_function', region: 'eu-west-1', monthlyDelta: '1' }]),
      change(4, [{ names: ['orders'], monthlyDelta: '-900' }]),
      change(5, []),
    ];
    expect(rankSuspects(INCIDENT, strangers)).toEqual([]);
  });

  it('count a resource whose amount is not known, and not another currency', () => {
    const [unknown] = rankSuspects(INCIDENT, [change(1, [{ monthlyDelta: null }])]);
    expect(unknown?.reasons.join()).not.toContain('estimated');
    const [foreign] = rankSuspects(INCIDENT, [change(1, [{ currency: 'EUR' }])]);
    expect(foreign?.reasons.join()).not.toContain('estimated');
  });
});
