import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const CONFIG = 'version: 1\npolicies:\n  packs:\n    budgets: { maxIncrease: 100 }\n';
const waiver = (expires: string) =>
  `- id: one\n  rule: budgets/max-increase\n  selector: { address: 'aws_instance.a' }\n  reason: migration\n  owner: core\n  created: 2026-11-01\n  expires: ${expires}\n`;

describe('finops doctor', () => {
  it('finds nothing wrong in a repository without configuration', async () => {
    const ran = await runFinops(['doctor'], { cwd: folderWith({ 'main.tf': '' }) });
    expect(ran.status).toBe(0);
    expect(ran.out).not.toContain('✗');
    expect(ran.out).toMatch(/^✓ Price book {5}\d{4}-\d\d-\d\d, \d+ days old/m);
  });

  it('counts the packs that are on and compiles the rules of the team', async () => {
    const rego = 'package finops.own\n\ndeny contains "no" if input.estimate.planned.monthlyCost > 10\n';
    const folder = folderWith({ '.github/finops.yml': CONFIG, '.finops/policies/own.rego': rego });
    const ran = await runFinops(['doctor'], { cwd: folder });
    expect(ran.out).toContain('✓ Policies       packs coverage, budgets; 1 rules of your own in 1 files');
    expect(ran.status).toBe(0);
  });

  it('names file and line of a rule that does not compile', async () => {
    const rego = 'package finops.own\n\ndeny contains "no" if input.estimate.planed.monthlyCost > 10\n';
    const folder = folderWith({ '.github/finops.yml': CONFIG, '.finops/policies/own.rego': rego });
    const ran = await runFinops(['doctor'], { cwd: folder });
    expect(ran.out).toMatch(/✗ Policies {7}\.finops\/policies\/own\.rego:3: .*; run finops policy check/);
    expect(ran.status).toBe(2);
  });

  it('names a pack that does not exist', async () => {
    const folder = folderWith({ '.github/finops.yml': 'version: 1\npolicies:\n  packs:\n    budgts: {}\n' });
    const ran = await runFinops(['doctor'], { cwd: folder });
    expect(ran.out).toMatch(/✗ Policies .*budgts/);
    expect(ran.status).toBe(2);
  });

  // The clock of the test stands at 2026-11-25.
  it.each([
    ['2026-11-20', /✗ Waivers {8}one \(core\) expired on 2026-11-20/, 2],
    ['2026-12-01', /– Waivers {8}soon to expire: one on 2026-12-01/, 0],
    ['2027-06-01', /✓ Waivers {8}1, none expires soon/, 0],
  ])('reminds of a waiver that ends on %s', async (expires, line, status) => {
    const folder = folderWith({ '.github/finops.yml': CONFIG, '.finops/waivers.yml': waiver(expires) });
    const ran = await runFinops(['doctor'], { cwd: folder });
    expect(ran.out).toMatch(line);
    expect(ran.status).toBe(status);
  });

  it('shows a configuration that cannot be read with its line', async () => {
    const ran = await runFinops(['doctor'], { cwd: folderWith({ '.github/finops.yml': 'version: 1\nusge: x\n' }) });
    expect(ran.out).toMatch(/✗ Configuration .*finops\.yml:2: unknown key usge; write usage/);
    expect(ran.status).toBe(2);
  });
});

describe('finops doctor on budgets, allocation and notifications', () => {
  const files = {
    '.github/finops.yml':
      'version: 1\nbudgets: .finops/budgets.yml\nnotify:\n  - { kind: slack }\n  - { kind: pagerduty }\n',
    '.finops/budgets.yml': '- { id: a, limit: 1, until: 2026-01-01 }\n- { id: b, limit: 1 }\n',
    '.finops/allocation.yml': 'version: 1\nrules:\n  - { id: team, owner: { tag: team } }\n',
  };

  it('says what is there, and which secret is missing, without showing one', async () => {
    const env = { SLACK_WEBHOOK_URL: 'https://hooks.example/hunter2' };
    const { out } = await runFinops(['doctor'], { cwd: folderWith(files), env });
    expect(out).toMatch(/✓ Budgets +2, of which 1 hold today/);
    expect(out).toMatch(/✓ Allocation +1 rules, 0 unit costs/);
    expect(out).toMatch(/✓ Notify +slack: SLACK_WEBHOOK_URL are set/);
    expect(out).toMatch(/– Notify +pagerduty: PAGERDUTY_ROUTING_KEY is not set here/);
    expect(out).not.toContain('hunter2');
  });

  it('says where a file is wrong', async () => {
    const wrong = { ...files, '.finops/allocation.yml': 'version: 1\nrules:\n  - { id: team }\n' };
    const { out, status } = await runFinops(['doctor'], { cwd: folderWith(wrong) });
    expect(status).toBe(2);
    expect(out).toMatch(/✗ Allocation +\.finops\/allocation\.yml:3: rule team needs exactly one of owner and split/);
  });
});
