import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishableReview } from '#app/flows/publishable-report.ts';
import { putCharges } from '#app/warehouse/charge-store.ts';
import { openDatabase } from '#app/warehouse/database.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { charge } from '#test/support/charge.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** The clock of `runFinops` stands at 2026-11-25; charges end with the 24th. */
const LAST = Date.parse('2026-11-24T00:00:00Z');
const NAT = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "n" {}\n';
const OWN =
  'package finops.own\n\nwarn contains msg if {\n\tsome each in input.anomalies\n\tmsg := sprintf("%s since %s", [each.series, each.start])\n}\n';
const env = { FINOPS_DATABASE_URL: `sqlite:${join(folderWith({}), 'finops.db')}` };

async function gate(limit: string, files: Readonly<Record<string, string>> = {}) {
  const config = `version: 1\npolicies: { packs: { budgets: { maxOpenImpact: ${limit} } } }\n`;
  const cwd = folderWith({ '.github/finops.yml': config, 'main.tf': NAT, ...files });
  const ran = await runFinops(['gate', '--planned', '.', '--format', 'json'], { cwd, env });
  const { decision, results } = JSON.parse(ran.out) as {
    readonly decision: string;
    readonly results: readonly { readonly id: string; readonly outcome: string; readonly message: string }[];
  };
  return { decision, fired: results.filter(({ outcome }) => outcome === 'deny' || outcome === 'warn') };
}

describe('the gate with incidents in the warehouse', () => {
  beforeAll(async () => {
    const database = openDatabase(env.FINOPS_DATABASE_URL);
    await migrate(database);
    // 100 a day and a little more or less; 350 on each of the last three days: 3 × 350 less about 3 × 102.
    const charges = Array.from({ length: 120 }, (_, day) => {
      const amount = day >= 117 ? '350' : String(100 + ((day * 7) % 5));
      const start = new Date(LAST - (119 - day) * 86_400_000).toISOString().replace('.000', '');
      return charge({
        ...{ SubAccountId: 'prod', ResourceId: 'i-9', ResourceName: 'worker', SkuMeter: 'BoxUsage' },
        ...{ BilledCost: amount, EffectiveCost: amount, ChargeFrequency: 'Usage-Based' },
        ...{ ChargePeriodStart: start, x_ChargeKey: `day ${day}` },
      });
    });
    await putCharges(charges, database);
    await database.tables.destroy();
    expect((await runFinops(['detect'], { cwd: folderWith({}), env })).out).toContain('1 open incident.');
  });

  it('denies a change that costs more while one over the limit is open, and shows it to the team’s own rules', async () => {
    const dear = await gate('500', { '.finops/policies/own.rego': OWN });
    expect(dear.decision).toBe('deny');
    expect(dear.fired.map(({ id }) => id).sort()).toEqual(['budgets/open-anomaly', 'own/warn']);
    expect(dear.fired.find(({ id }) => id === 'own/warn')?.message).toMatch(/^prod \/ .* since 2026-11-22$/);
    expect((await gate('1000')).decision).toBe('allow');
    expect((await gate('null')).decision).toBe('allow');
  });

  it('says nothing of them in a public repository', () => {
    const result = { id: 'own/warn', pack: 'custom', outcome: 'warn', message: 'prod since 2026-11-22', fix: null };
    const anomalies = [{ id: 'i', series: 'prod', start: '2026-11-22', actual: 1050, expected: 306, impact: 744 }];
    const report = { results: [result], budgets: [], anomalies } as unknown as NonNullable<
      Parameters<typeof publishableReview>[0]['report']
    >;
    const shown = publishableReview(
      { conclusion: 'neutral', report, failure: null },
      { isPrivate: false, config: { publicAmounts: false }, around: { budgets: [], anomalies: [] } },
    );
    expect(JSON.stringify(shown)).not.toMatch(/2026-11-22|744/);
  });
});
