import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openNativeOpa } from '#app/flows/native-opa.ts';
import { CUSTOM_BUILTINS } from '#app/policy/capabilities.ts';
import { evaluatePolicies, type PolicyDecision } from '#app/policy/evaluate-policies.ts';
import { inputSchema } from '#app/policy/input-schema.ts';
import type { NativeJob } from '#app/policy/native-opa.ts';
import { nativeSchema } from '#app/policy/native-schema.ts';
import { readPolicySettings } from '#app/policy/settings.ts';
import { policyInput, policyResource } from '#test/policy/policy-input.ts';
import { assets, custom } from '#test/policy/support.ts';
import { folderWith } from '#test/support/folder.ts';
import { directoryOfProgram, directoryWithProgram } from '#test/support/programs.ts';

const REPOSITORY = folderWith({});

interface Asked {
  readonly text: string;
  /** PATH; null for a door that runs no opa. */
  readonly path: string | null;
  readonly engine?: 'opa' | 'builtin';
  readonly timeoutMs?: number;
}

function decide({ text, path, engine = 'opa', timeoutMs = 20_000 }: Asked): Promise<PolicyDecision> {
  return evaluatePolicies(
    {
      input: policyInput({ resources: [policyResource()] }),
      settings: readPolicySettings({ timeoutMs, engine }, assets),
      customPolicies: [custom(text)],
      waivers: [],
      overrides: [],
    },
    { assets, newId: () => 'id', ...(path === null ? {} : { opa: openNativeOpa({ path, repository: REPOSITORY }) }) },
  );
}

const DENIES = 'package finops.own\n\ndeny contains "no" if input.actor == null\n';

const JOB: NativeJob = {
  modules: { 'own.rego': DENIES },
  query: 'findings := {"finops.own.deny": data.finops.own.deny}',
  builtins: CUSTOM_BUILTINS,
  schema: nativeSchema(inputSchema()),
  data: '{}',
  input: JSON.stringify(policyInput()),
  timeoutMs: 20_000,
};

/** The program alone, without the check of the engine before it. */
function run(text: string, path: string, timeoutMs = 20_000) {
  return openNativeOpa({ path, repository: REPOSITORY })({ ...JOB, modules: { 'own.rego': text }, timeoutMs });
}

/** Answers for `version` and `capabilities` as OPA does, and to `eval` with what the test says. */
function fake(evaluates: string, version = '1.4.2'): string {
  const builtins = [{ name: 'sprintf' }, { name: 'http.send' }];
  return directoryWithProgram(
    'opa',
    `const fs = require('node:fs');
     const [verb] = process.argv.slice(2);
     if (verb === 'version') console.log('Version: ${version}\\nBuild Commit: x');
     if (verb === 'capabilities') console.log('${JSON.stringify({ builtins, features: ['rego_v1'] })}');
     if (verb === 'eval') { ${evaluates} }`,
  );
}

async function errorOf(asked: Asked) {
  const decision = await decide(asked);
  expect(decision.decision).toBe('error');
  return decision.results.find(({ outcome }) => outcome === 'error');
}

describe('an opa of the machine', () => {
  it('gets the texts, our allow-list, the schema and strict errors, and nothing of the environment', async () => {
    const log = join(folderWith({}), 'log.json');
    const path = fake(`
      const read = (file) => fs.readFileSync(file, 'utf8');
      fs.writeFileSync(${JSON.stringify(log)}, JSON.stringify({ argv: process.argv.slice(3), env: process.env,
        query: read(0), policy: read('policies/0.rego'), schema: JSON.parse(read('schema.json')),
        input: JSON.parse(read('input.json')), capabilities: JSON.parse(read('capabilities.json')) }));
      console.log(JSON.stringify({ result: [{ expressions: [], bindings: { findings: { 'finops.own.deny': ['no'] } } }] }));`);
    const decision = await decide({ text: DENIES, path });
    expect(decision.results).toContainEqual(
      expect.objectContaining({ id: 'own/deny', outcome: 'deny', message: 'no' }),
    );
    const seen = JSON.parse(readFileSync(log, 'utf8'));
    expect(seen.argv.toSorted()).toEqual(
      [
        '--capabilities=capabilities.json',
        '--data=data.json',
        '--data=policies',
        '--format=json',
        '--input=input.json',
        '--schema=schema.json',
        '--stdin',
        '--strict',
        '--strict-builtin-errors',
      ].toSorted(),
    );
    expect(seen.capabilities).toEqual({ builtins: [{ name: 'sprintf' }], features: ['rego_v1'], allow_net: [] });
    expect(CUSTOM_BUILTINS).not.toContain('http.send');
    expect(seen.policy).toBe(DENIES);
    expect(seen.input.resources[0].address).toBe('aws_instance.web');
    // Closed, but for what may be null.
    expect(seen.schema.additionalProperties).toBe(false);
    expect(seen.schema.properties.actor).toEqual({});
    // 2026-11-25T12:00:00Z in nanoseconds.
    expect(seen.query).toContain('with time.now_ns as 1795608000000000000');
    expect(
      Object.keys(seen.env)
        .filter((name) => !/^(_|PWD|OLDPWD|SHLVL)$/.test(name))
        .toSorted(),
    ).toEqual(['ALL_PROXY', 'GOMEMLIMIT', 'HOME', 'HTTPS_PROXY', 'HTTP_PROXY', 'LC_ALL', 'PATH', 'TMPDIR'].toSorted());
  });

  it.each([
    ['prints no result', 'console.log("{}");', /not understood/],
    ['prints no JSON', 'console.log("allow");', /not understood/],
    ['prints nothing', '', /not understood/],
    ['gives two results', 'console.log(\'{"result":[{"bindings":{}},{"bindings":{}}]}\');', /not understood/],
    ['fails', 'console.error("out of luck"); process.exit(2);', /opa failed: out of luck/],
    [
      'fails with findings',
      'console.log(\'{"result":[{"bindings":{"findings":{"finops.own.deny":[]}}}]}\'); process.exit(2);',
      /opa failed/,
    ],
    ['prints without end', 'for (;;) fs.writeSync(1, "x".repeat(1 << 20));', /more than 64 MiB/],
  ])('that %s gives no findings', async (_name, evaluates, message) => {
    await expect(run(DENIES, fake(evaluates))).rejects.toThrow(message);
  });

  it('that states a fault is quoted with the place in the file of the team', async () => {
    const fault = '{"errors":[{"message":"bad","code":"x","location":{"file":"policies/0.rego","row":3,"col":1}}]}';
    const said = run(DENIES, fake(`console.log('${fault}'); process.exit(2);`));
    await expect(said).rejects.toMatchObject({ message: 'bad (x)', place: { file: 'own.rego', line: 3 } });
  });

  it('that gives a rule no value never allows', async () => {
    const path = fake('console.log(\'{"result":[{"bindings":{"findings":{}}}]}\');');
    expect((await errorOf({ text: DENIES, path }))?.message).toBe('finops.own.deny has no value');
  });

  it('that does not end is ended', async () => {
    const said = run(DENIES, fake('setInterval(() => 0, 1000);'), 1500);
    await expect(said).rejects.toThrow('opa did not end within 1500 ms');
  });

  it('that is not there, too old, or lies in the repository is one line with a remedy', async () => {
    const missing = await errorOf({ text: DENIES, path: REPOSITORY });
    expect(missing).toMatchObject({ message: 'opa is not in PATH', fix: expect.stringContaining('OPA 1.0 or later') });
    await expect(run(DENIES, fake('', '0.70.0'))).rejects.toThrow('opa 0.70.0 is too old');
    const path = fake('');
    await expect(openNativeOpa({ path, repository: dirname(path) })(JOB)).rejects.toThrow('opa is not in PATH');
  });

  it('is not asked about a policy that the engine refuses: a misspelt field below what may be null', async () => {
    const text = 'package finops.own\n\ndeny contains "no" if input.actor.logn == "ann"\n';
    const path = fake('console.log(\'{"result":[{"bindings":{"findings":{"finops.own.deny":[]}}}]}\');');
    expect((await errorOf({ text, path }))?.message).toMatch(/undefined ref: input.actor.logn/);
  });

  it('is run by no door that gives none, and that does not allow', async () => {
    const decision = await decide({ text: DENIES, path: null });
    expect(decision).toMatchObject({ decision: 'error', exit: 5 });
  });
});

const real = directoryOfProgram('opa');

// The reference is the engine: OPA's own evaluator and the compiled policy in agreement.
describe.skipIf(real === null)('the real opa', () => {
  const path = real ?? '';

  it('finds what the engine finds, at the clock of the decision', async () => {
    const text = `package finops.own

# METADATA
# title: Cost
# custom:
#   severity: high
deny contains {"msg": sprintf("%v at %d", [r.planned.monthlyCost, time.now_ns()]), "resource": r.address} if {
	some r in input.resources
}

deny_nobody contains "nobody" if input.actor == null

deny_nothing contains "no" if count(input.resources) > 7

warn contains "no pull request" if input.pullRequest == null
`;
    const [native, builtin] = [await decide({ text, path }), await decide({ text, path, engine: 'builtin' })];
    expect(native.results).toEqual(builtin.results);
    expect(native.results).toContainEqual(
      expect.objectContaining({ id: 'own/deny', message: '70.08 at 1795608000000000000', severity: 'high' }),
    );
  });

  it.each([
    ['1 / count(input.workloads) > 1', 'divide by zero'],
    ['to_number(input.resources[0].address) > 1', 'invalid syntax'],
  ])('stops where a built-in fails, as the engine does: %s', async (condition, said) => {
    const text = `package finops.own\n\ndeny contains "no" if ${condition}\n`;
    const [native, builtin] = [await errorOf({ text, path }), await errorOf({ text, path, engine: 'builtin' })];
    expect(native).toEqual(builtin);
    expect(native).toMatchObject({
      message: expect.stringContaining(said),
      file: '.finops/policies/own.rego',
      line: 3,
    });
  });

  it.each([
    ['a built-in that is not allowed', 'http.send({"method": "get", "url": "http://x"}).ok', 'http.send'],
    ['a misspelt field', 'input.resorces[0].address', 'input.resorces'],
    ['an unused variable', '{\n\tx := 1\n\tinput.currency == "USD"\n}', 'assigned var x unused'],
  ])('refuses %s by itself too', async (_name, condition, said) => {
    await expect(run(`package finops.own\n\ndeny contains "no" if ${condition}\n`, path)).rejects.toThrow(said);
  });

  it('is ended when it allocates without end', async () => {
    const text = 'package finops.own\n\ndeny contains "no" if count(numbers.range(1, 1000000000)) == 0\n';
    await expect(run(text, path, 3000)).rejects.toThrow(/did not end within|opa failed/);
  });
});
