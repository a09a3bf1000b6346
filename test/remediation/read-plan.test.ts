import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planFileSchema } from '#app/remediation/plan-file.ts';
import { planDigest, planIdOf, readPlan, writePlan } from '#app/remediation/read-plan.ts';
import { volumePlan } from './plan-builder.ts';

const FILE = '.finops/plans/p.yml';
type Plan = ReturnType<typeof volumePlan>;

/** The plan with a change that somebody made, digest included: what a careful attacker would write. */
function changed(change: (plan: Plan) => object): string {
  const plan = { ...volumePlan(), ...change(volumePlan()) } as Plan;
  return writePlan(plan);
}

describe('a plan file', () => {
  it('is read back as it was written', () => {
    const plan = volumePlan();
    const { plan: read, action } = readPlan(writePlan(plan), FILE);
    expect(read).toEqual({ ...plan, digest: planDigest(plan) });
    expect(action.id).toBe('delete-volume');
  });

  it('fits the JSON Schema that is published', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(planFileSchema()));
    expect(validate(parse(writePlan(volumePlan())))).toBe(true);
    expect(validate({ ...parse(writePlan(volumePlan())), more: 1 })).toBe(false);
  });

  it('names who reviews every step, with the snapshot before the deletion', () => {
    expect(volumePlan().action.steps.map((each) => each.call)).toEqual([
      'ec2:CreateSnapshot',
      'ec2:DescribeSnapshots',
      'ec2:CreateTags',
      'ec2:DeleteVolume',
    ]);
    expect(volumePlan().approvals).toBe(2);
  });
});

describe('a plan that somebody changed is refused', () => {
  it.each([
    [
      'without its snapshot',
      (plan: Plan) => ({ action: { ...plan.action, steps: plan.action.steps.slice(3) } }),
      'the steps are not those of delete-volume',
    ],
    [
      'with another action',
      (plan: Plan) => ({ action: { ...plan.action, id: 'terminate' } }),
      'there is no action terminate',
    ],
    [
      'with a name of the prototype',
      (plan: Plan) => ({ action: { ...plan.action, id: 'constructor' } }),
      'there is no action constructor',
    ],
    [
      'with an id of another kind',
      (plan: Plan) => ({ resource: { ...plan.resource, id: 'i-0123456789abcdef0' } }),
      'is no id for delete-volume',
    ],
    [
      'with an id that is two',
      (plan: Plan) => ({ resource: { ...plan.resource, id: 'vol-0123456789abcdef0,vol-1' } }),
      'is no id for delete-volume',
    ],
    [
      'with too short a retention of the snapshot',
      (plan: Plan) => ({ action: { ...plan.action, params: { keepSnapshotDays: 1 } } }),
      'action.params',
    ],
    [
      'with another state',
      (plan: Plan) => ({ preconditions: { ...plan.preconditions, state: { state: 'in-use' } } }),
      'the fingerprint is not that of state and tags',
    ],
    [
      'with other tags',
      (plan: Plan) => ({ resource: { ...plan.resource, tags: {} } }),
      'the fingerprint is not that of state and tags',
    ],
    [
      'with an account that is none',
      (plan: Plan) => ({ resource: { ...plan.resource, account: '*' } }),
      'resource.account',
    ],
    ['with a field more', () => ({ force: true }), 'Unrecognized key'],
    ['without approvals', () => ({ approvals: 0 }), 'approvals'],
    ['with money as a number', (plan: Plan) => ({ savings: { ...plan.savings, expected: 10 } }), 'savings.expected'],
    ['that expires before it was made', () => ({ expires: '2020-01-01T00:00:00Z' }), 'expires before it was made'],
  ])('%s', (_, change, reason) => {
    expect(() => readPlan(changed(change as (plan: Plan) => object), FILE)).toThrow(reason);
  });

  it.each([
    [
      'after its digest was made',
      (text: string) => text.replace('us-east-1', 'eu-west-1'),
      'the digest is not that of the plan',
    ],
    ['into no YAML', (text: string) => `${text}\n: : [`, ''],
    ['with a key twice', (text: string) => `${text}id: x\n`, 'unique'],
    [
      'with an alias',
      (text: string) => `${text.replace('team: web', 'team: &a web')}x: *a\n`,
      'a plan has no YAML aliases',
    ],
    ['into something endless', (text: string) => text + ' '.repeat(70_000), 'at most 65536 bytes'],
    ['into another document', (text: string) => `${text}---\nid: x\n`, ''],
    ['into nothing', () => '', 'the plan'],
    ['into a list', () => '- 1\n', 'the plan'],
  ])('%s', (_, change, reason) => {
    expect(() => readPlan(change(writePlan(volumePlan())), FILE)).toThrow(reason);
  });
});

it.each([
  '../x.yml',
  '.finops/plans/../x-0123456789.yml',
  '.finops/plans/x.yml',
  'plans/a-0123456789.yml',
  '.finops/plans/a-0123456789.yaml',
])('the path %s is none of a plan', (path) => {
  expect(() => planIdOf(path)).toThrow('is no plan');
});
