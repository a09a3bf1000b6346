import { describe, expect, it } from 'vitest';
import { evaluateForeign } from '#app/policy/foreign-policies.ts';
import { testPolicies } from '#app/policy/tooling.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';
import { policyInput } from './policy-input.ts';
import { assets } from './support.ts';

const ENDLESS: readonly (readonly [string, string])[] = [
  ['loops', 'n := numbers.range(1, 3000)\n\tsome a in n\n\tsome b in n\n\tsome c in n\n\ta + b + c == -1'],
  ['allocates', 'x := numbers.range(1, 1000000000)\n\tcount(x) == 0'],
];
const ENDED = /did not end within|memory|ended|fault/;
const deps = { assets, timeoutMs: 1500 };

describe.each(ENDLESS)('a policy that %s without end', (_name, body) => {
  it('is ended over an estimate in the format of Infracost', async () => {
    const sources = { 'p.rego': `package main\n\ndeny contains "no" if {\n\t${body}\n}\n` };
    await expect(evaluateForeign({ sources, input: {} }, deps)).rejects.toThrow(ENDED);
  });

  it('is ended in its tests, which do not pass', async () => {
    const sources = { 'p_test.rego': `package p_test\n\ntest_endless if {\n\t${body}\n}\n` };
    const { tests, faults } = await testPolicies({ sources }, deps);
    const said = [...faults.map(({ message }) => message), ...tests.map(({ message = '' }) => message)].join(' ');
    expect(said).toMatch(/did not end within|memory|ended|fault|cancelled/);
    expect(tests.filter(({ outcome }) => outcome === 'pass')).toEqual([]);
  });

  it('is ended by finops policy eval, which does not allow', async () => {
    const cwd = folderWith({
      'p.rego': `package finops.own\n\ndeny contains "no" if {\n\t${body}\n}\n`,
      '.github/finops.yml': 'version: 1\npolicies: { timeoutMs: 1500 }\n',
      'input.json': JSON.stringify(policyInput()),
    });
    const ran = await runFinops(['policy', 'eval', 'p.rego', '--input', 'input.json'], { cwd });
    expect(ran.status).toBe(5);
    expect(`${ran.out}${ran.err}`).toMatch(ENDED);
  });
});
