import { describe, expect, it } from 'vitest';
import { holdsOn, parseBudgets } from '#app/budgets/budgets-file.ts';
import { inputBudgets } from '#app/flows/input-budgets.ts';
import { policyInput, policyResource } from '#test/policy/policy-input.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const known = (monthlyCost: number | null) => ({ monthlyCost, complete: monthlyCost !== null });
const resource = (address: string, monthlyCost: number | null, team: string) =>
  policyResource({ address, planned: known(monthlyCost), tags: { team } });
const budgetsOf = (text: string, input: Parameters<typeof policyInput>[0]) =>
  inputBudgets(parseBudgets(text, '.finops/budgets.yml'), policyInput(input));

describe('budgets of the file', () => {
  it('hold what this change adds under them; what nobody knows is null, never zero', () => {
    const resources = [resource('a', 0.1, 'shop'), resource('b', 0.2, 'shop'), resource('c', 5, 'data')];
    const { budgets, refused } = budgetsOf('- { id: shop, team: shop, limit: 10 }\n- { id: all, limit: 100 }\n', {
      resources,
    });
    const nobodyKnows = { actual: null, forecast: null, openPullRequests: null };
    expect(refused).toEqual([]);
    // By hand: 0.1 + 0.2 = 0.3 under the team, and 5 more in all.
    expect(budgets).toEqual([
      { id: 'shop', team: 'shop', limit: 10, ...nobodyKnows, thisPullRequest: 0.3 },
      { id: 'all', team: null, limit: 100, ...nobodyKnows, thisPullRequest: 5.3 },
    ]);
  });

  it('count an address in each project that has it: a module for each environment', () => {
    const resources = ['dev', 'stage', 'prod'].map((project) => ({
      ...resource('aws_nat_gateway.a', 32.85, 'shop'),
      file: `${project}/main.tf`,
    }));
    const { budgets } = budgetsOf('- { id: shop, team: shop, limit: 10 }\n', { resources });
    expect(budgets.map(({ thisPullRequest }) => thisPullRequest)).toEqual([98.55]);
  });

  it('do not know what this change adds where a part of it is unknown, and only there', () => {
    const resources = [resource('a', null, 'shop'), resource('c', 5, 'data')];
    const { budgets } = budgetsOf('- { id: shop, team: shop, limit: 10 }\n- { id: data, team: data, limit: 9 }\n', {
      resources,
    });
    expect(budgets.map(({ thisPullRequest }) => thisPullRequest)).toEqual([null, 5]);
  });

  it('keep what is known of them besides: billed, forecast, and what open pull requests commit', () => {
    const billed = { actual: 7, forecast: 9, openPullRequests: 2, thisPullRequest: null };
    const { budgets } = budgetsOf('- { id: shop, limit: 10 }\n', {
      budgets: [{ id: 'shop', team: null, limit: 1, ...billed }],
      resources: [resource('a', 3, 'shop')],
    });
    expect(budgets).toEqual([{ id: 'shop', team: null, limit: 10, ...billed, thisPullRequest: 3 }]);
  });

  it('by account know what a change adds where the configuration says which one is deployed to, by service never', () => {
    const text =
      '- { id: own, limit: 9, selector: { account: "012" } }\n- { id: s3, limit: 9, selector: { service: S3 } }\n';
    const input = policyInput({ resources: [resource('a', 3, 'shop')] });
    const added = (deployedTo?: string) =>
      inputBudgets(
        parseBudgets(text, 'b.yml').map((each) => ({ ...each, deployedTo })),
        input,
      ).budgets.map(({ thisPullRequest }) => thisPullRequest);
    expect([added(), added('012'), added('345')]).toEqual([
      [null, null],
      [3, null],
      [0, null],
    ]);
  });

  it('hold from their first day to their last', () => {
    const text = '- { id: x, limit: 1, until: 2026-11-24 }\n- { id: x, limit: 2, from: 2026-11-25 }\n';
    expect(budgetsOf(text, {}).budgets.map(({ limit }) => limit)).toEqual([2]);
    expect(holdsOn({ from: '2026-11-25', until: '2026-11-25' }, '2026-11-25')).toBe(true);
  });

  it('in another currency than the estimate keep the gate from judging', () => {
    const { budgets, refused } = budgetsOf('\n- { id: x, limit: 1, currency: EUR }\n', {});
    expect(budgets).toEqual([]);
    expect(refused).toMatchObject([{ outcome: 'error', file: '.finops/budgets.yml', line: 2 }]);
  });

  it.each([
    ['no list', 'id: x\n', /are a list/],
    ['an unknown key', '- { id: x, limt: 1 }\n', /limit|limt/],
    ['no limit', '- { id: x }\n', /limit/],
    ['a limit of nothing', '- { id: x, limit: 0 }\n', /limit/],
    ['two selectors', '- { id: x, limit: 1, selector: { tag: a, path: b } }\n', /exactly one/],
    ['a day that is none', '- { id: x, limit: 1, from: 2026-02-30 }\n', /from/],
    ['one that holds twice', '- { id: x, limit: 1 }\n- { id: x, limit: 2, from: 2026-01-01 }\n', /holds twice/],
    ['an account that lost its zeros', '- { id: x, limit: 1, selector: { account: 012 } }\n', /in quotes/],
    ['aliases', '- &a { id: x, limit: 1 }\n- *a\n', /./],
  ])('that are not understood are refused: %s', (_name, text, message) => {
    expect(() => parseBudgets(text, 'b.yml')).toThrow(message);
  });

  it('are judged by the gate: over the limit with this change alone, or not', async () => {
    const cwd = folderWith({
      'main.tf':
        'provider "aws" { region = "us-east-1" }\nresource "aws_instance" "w" {\n  ami = "a"\n  instance_type = "m7i.large"\n}\n',
      '.finops/budgets.yml': '- { id: shop, limit: 20 }\n',
      '.github/finops.yml': 'version: 1\nbudgets: .finops/budgets.yml\npolicies:\n  packs:\n    budgets: {}\n',
    });
    const gate = ['gate', '--planned', '.', '--decision-log', 'log.jsonl', '--format', 'json'];
    const ran = await runFinops(gate, { cwd });
    expect(JSON.parse(ran.out).results).toContainEqual(
      expect.objectContaining({ id: 'budgets/committed-over-budget', outcome: 'deny' }),
    );
    expect(ran.status).toBe(1);
  });
});
