import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PolicyError } from '#app/errors.ts';
import { readFindings } from '#app/policy/finding.ts';
import type { PolicyResult } from '#app/policy/result.ts';
import { verdictOf } from '#app/policy/verdict.ts';
import { parseWaivers } from '#app/policy/waiver.ts';
import { policyInput, policyResource } from './policy-input.ts';
import { custom, decide } from './support.ts';

const own = (body: string): string => `package finops.own\n\n${body}\n`;
const denies = (condition: string): string => own(`deny contains "no" if {\n\t${condition}\n}`);
const unknownCost = policyInput({
  resources: [policyResource({ planned: { monthlyCost: null, complete: false }, tags: {} })],
});

async function errorsOf(text: string, settings?: unknown): Promise<readonly PolicyResult[]> {
  const decision = await decide({ input: unknownCost, customPolicies: [custom(text)], settings });
  expect(decision.decision).toBe('error');
  expect(decision.exit).toBe(5);
  expect(decision.conclusion).toBe('failure');
  return decision.results.filter(({ outcome }) => outcome === 'error');
}

/** Each of these is an empty set, which is an allow, when OPA's WASM is asked alone (measured). */
describe('a policy that would silently allow is an error with its line:', () => {
  it.each([
    ['a misspelt field', 'some r in input.resources\n\tr.planed.monthlyCost > 1', 5, /undefined ref/],
    ['a misspelt field at the top', 'input.estimates.planned.monthlyCost > 1', 4, /undefined ref/],
    ['a division by nothing', 'some r in input.resources\n\t1 / count(r.tags) > 0', 5, /divide by zero/],
    ['a text that is no number', 'to_number(input.currency) > 1', 4, /to_number/],
    ['a call with null', 'some r in input.resources\n\tupper(r.planned.monthlyCost) == "A"', 5, /upper|type/],
    ['a call that reaches outside', 'http.send({"method": "get", "url": "https://example.com"})', 4, /http\.send/],
    ['a call that reads the environment', 'opa.runtime().env.HOME == ""', 4, /opa\.runtime/],
    ['a call that differs each time', 'rand.intn("x", 2) == 1', 4, /rand\.intn/],
    ['a call that looks a name up', 'net.lookup_ip_addr("example.com")', 4, /net\.lookup_ip_addr/],
  ])('%s', async (_name, condition, line, message) => {
    const [error] = await errorsOf(denies(condition));
    expect(error?.message).toMatch(message);
    expect(error?.file).toBe('.finops/policies/own.rego');
    expect(error?.line).toBe(line);
  });

  it.each([
    ['a package of ours', 'package finops.packs.budgets\n\ndeny contains "no" if false\n', 1, /tool's own/],
    ['the package that gathers', 'package finops.gate\n\ndeny contains "no" if false\n', 1, /tool's own/],
    ['a package that nobody reads', 'package main\n\ndeny contains "no" if true\n', 1, /not read by the gate/],
    ['a rule that nobody reads', 'package finops.own\n\ndenied contains "no" if true\n', 1, /no rule deny/],
    ['a verdict that is no set', 'package finops.own\n\ndeny := false\n', 3, /must be a set/],
    ['what does not parse', 'package finops.own\n\ndeny contains "no" if {\n', 4, /rego_parse_error/],
  ])('%s', async (_name, text, line, message) => {
    const [error] = await errorsOf(text);
    expect(error?.message).toMatch(message);
    expect(error?.line).toBe(line);
  });

  it('a comparison with an unknown amount, which Rego orders below every number: coverage still holds the change', async () => {
    const resource = policyResource({ planned: { monthlyCost: null, complete: false }, support: 'unknown' });
    const decision = await decide({
      input: policyInput({ resources: [resource] }),
      customPolicies: [custom(denies('some r in input.resources\n\tr.planned.monthlyCost > 500'))],
    });
    expect(decision.decision).not.toBe('allow');
    expect(decision.results).toContainEqual(expect.objectContaining({ id: 'coverage/unknown-cost', outcome: 'deny' }));
  });
});

describe('a policy without end', () => {
  it.each([
    [
      'compares everything with everything',
      'n := numbers.range(1, 3000)\n\tsome a in n\n\tsome b in n\n\tsome c in n\n\ta + b + c == -1',
    ],
    ['allocates', 'x := numbers.range(1, 1000000000)\n\tcount(x) == 0'],
    [
      'doubles a text',
      `a0 := "0123456789"\n\t${Array.from({ length: 40 }, (_, i) => `a${i + 1} := concat("", [a${i}, a${i}])`).join('\n\t')}\n\tcount(a40) == 0`,
    ],
  ])('%s: it is ended, and the gate does not allow', async (_name, condition) => {
    const started = performance.now();
    const [error] = await errorsOf(denies(condition), { timeoutMs: 2000 });
    expect(error?.message).toMatch(/did not end within|memory|ended|fault/);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe('a waiver', () => {
  const waiver = (fields: string): string =>
    `- id: w\n  rule: tags/required\n  selector: { address: aws_instance.web }\n  reason: r\n  owner: ann\n  created: 2026-11-01\n  expires: 2026-12-01\n`
      .split('\n')
      .map((line) => {
        const key = /^[- ]+(\w+):/.exec(line)?.[1];
        const given = fields.split('\n').find((each) => each.startsWith(`${key}:`));
        return given === undefined ? line : line.replace(/\w+:.*/, given);
      })
      .filter((line) => !line.endsWith(': -'))
      .join('\n');
  const settings = { packs: { tags: { level: 'hard', required: ['team'] } } };
  const decideWith = (text: string) =>
    decide({
      input: policyInput({ resources: [policyResource()] }),
      settings,
      waivers: parseWaivers(text, '.finops/waivers.yml'),
    });

  it.each([
    ['of everything', 'rule: "*"', /more than one rule/],
    ['of a pack', 'rule: tags/*', /more than one rule/],
    ['for every address', 'selector: { address: "*" }', /selects everything/],
    ['for every address, in other words', 'selector: { address: "**.*" }', /selects everything/],
    ['for every file', 'selector: { path: "**/*" }', /selects everything/],
    ['for every tag', 'selector: { tag: "*" }', /selects everything/],
    ['without an end', 'expires: -', /expires/],
    ['that ends before it begins', 'expires: 2026-10-01', /expires before/],
    ['without an owner', 'owner: ""', /owner/],
  ])('%s is refused with its line', (_name, fields, message) => {
    expect(() => parseWaivers(waiver(fields), '.finops/waivers.yml')).toThrow(message);
    try {
      parseWaivers(waiver(fields), '.finops/waivers.yml');
    } catch (error) {
      expect((error as { readonly place?: unknown }).place).toEqual({ file: '.finops/waivers.yml', line: 1 });
    }
  });

  it('that holds waives the one rule, and reminds its owner six days before it ends', async () => {
    const decision = await decideWith(waiver(''));
    expect(decision.results.find(({ id }) => id === 'tags/required')?.outcome).toBe('waived');
    expect(decision.waivers).toMatchObject([{ state: 'used', daysLeft: 6, reminder: 14 }]);
  });

  it('that has expired waives nothing and is a violation itself', async () => {
    const decision = await decideWith(waiver('expires: 2026-11-24'));
    expect(decision.decision).toBe('deny');
    expect(decision.results).toContainEqual(expect.objectContaining({ id: 'tags/required', outcome: 'deny' }));
    expect(decision.results).toContainEqual(
      expect.objectContaining({ id: 'waivers/expired', outcome: 'deny', line: 1 }),
    );
  });

  it('that begins later waives nothing yet', async () => {
    const decision = await decideWith(waiver('created: 2026-11-26'));
    expect(decision.decision).toBe('deny');
  });

  /** A module for each environment has the same addresses in both. */
  it('for the files of one project does not waive the same address in another', async () => {
    const [dev, prod] = ['dev/main.tf', 'prod/main.tf'].map((file) => policyResource({ file }));
    const outcomes = async (resources: readonly (typeof dev)[], selector: string) => {
      const input = policyInput({ resources: resources.filter((each) => each !== undefined) });
      const waivers = parseWaivers(waiver(`selector: ${selector}`), '.finops/waivers.yml');
      const { results } = await decide({ input, settings, waivers });
      return results.flatMap(({ id, file, outcome }) => (id === 'tags/required' ? `${file} ${outcome}` : [])).sort();
    };
    for (const both of [
      [dev, prod],
      [prod, dev],
    ]) {
      expect(await outcomes(both, '{ path: dev/* }')).toEqual(['dev/main.tf waived', 'prod/main.tf deny']);
      expect(await outcomes(both, '{ address: aws_instance.web }')).toEqual([
        'dev/main.tf waived',
        'prod/main.tf waived',
      ]);
    }
  });

  it('of a rule of the team’s own, which names an address alone, waives it only if it may waive all of that address', async () => {
    const own_ = own('deny contains {"msg": "no", "resource": r.address} if some r in input.resources');
    const resources = ['dev/main.tf', 'prod/main.tf'].map((file) => policyResource({ file, tags: { team: 'x' } }));
    const decideOwn = (path: string) =>
      decide({
        input: policyInput({ resources }),
        customPolicies: [custom(own_)],
        waivers: parseWaivers(waiver(`rule: own/deny\nselector: { path: ${path} }`), '.finops/waivers.yml'),
      });
    expect((await decideOwn('dev/*')).decision).toBe('deny');
    expect((await decideOwn('"*/main.tf"')).decision).toBe('allow');
  });

  it('never waives what could not be judged', async () => {
    const decision = await decide({
      input: policyInput({ resources: [policyResource()] }),
      customPolicies: [custom('package finops.own\n\ndeny contains {\n')],
      waivers: parseWaivers(waiver('rule: custom/evaluation'), '.finops/waivers.yml'),
    });
    expect(decision.decision).toBe('error');
  });
});

describe('an override', () => {
  const soft = { packs: { tags: { level: 'soft', required: ['team'] } } };
  const hard = { packs: { tags: { level: 'hard', required: ['team'] } } };
  const given = { by: 'ann', at: '2026-11-25T11:00:00Z', reason: 'agreed', ruleId: 'tags/required' };
  const run = (resource: Parameters<typeof policyResource>[0], override: object, settings: unknown = soft) =>
    decide({
      input: policyInput({ resources: [policyResource(resource)] }),
      settings,
      overrides: [{ ...given, digest: '', allowed: true, ...override }],
    });

  it('holds for the content that it names, and for no other cost, address or rule', async () => {
    const first = await run({}, {});
    const digest = first.results.find(({ id }) => id === 'tags/required')?.overrideDigest ?? '';
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect((await run({}, { digest })).decision).toBe('allow');
    const dearer = { planned: { monthlyCost: 70.09, complete: true } };
    for (const changed of [
      await run(dearer, { digest }),
      await run({ address: 'aws_instance.other' }, { digest }),
      await run({}, { digest, ruleId: 'tags/empty-value' }),
    ]) {
      expect(changed.decision).toBe('deny');
      expect(changed.overrides[0]?.state).toBe('void');
    }
    expect((await run({}, { digest, allowed: false, refusal: 'the author' })).overrides[0]).toMatchObject({
      state: 'refused',
      note: 'the author',
    });
    expect((await run({}, { digest, reason: ' ' })).decision).toBe('deny');
    expect((await run({}, { digest }, hard)).overrides[0]?.state).toBe('not-overridable');
  });
});

describe('a malformed result never allows', () => {
  it('whatever a rule gives: it is refused, or no member of it is lost', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (value) => {
        try {
          const findings = readFindings(value, 'finops.own.deny');
          expect(findings).toHaveLength((value as readonly unknown[]).length);
          for (const { message } of findings) expect(message.trim()).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
        }
      }),
      { numRuns: 2000, seed: 20261125 },
    );
  });

  it('through the compiled policy: every rule that gives a member denies or cannot be judged', async () => {
    const values = fc.sample(fc.jsonValue({ maxDepth: 2 }), { numRuns: 60, seed: 7 });
    const rules = values.map((value, index) => `deny_${index} contains ${JSON.stringify(value)}`);
    const settings = { timeoutMs: 60_000 };
    const { decision, results } = await decide({ customPolicies: [custom(own(rules.join('\n\n')))], settings });
    expect(decision).toBe('error');
    const fired = new Set(results.filter(({ outcome }) => outcome === 'deny').map(({ id }) => id));
    const errors = results.filter(({ outcome }) => outcome === 'error').map(({ message }) => message);
    for (const index of values.keys()) {
      const isRefused = errors.some((message) => message.startsWith(`finops.own.deny_${index} `));
      expect(fired.has(`own/deny_${index}`) || isRefused, JSON.stringify(values[index])).toBe(true);
    }
    expect(results.filter(({ pack, outcome }) => pack === 'custom' && outcome === 'pass')).toEqual([]);
  });

  it('an error outweighs every other result', () => {
    const outcome = fc.constantFrom('pass', 'warn', 'deny', 'waived', 'overridden' as const);
    const level = fc.constantFrom('advisory', 'soft', 'hard' as const);
    fc.assert(
      fc.property(fc.array(fc.record({ outcome, level })), fc.nat(), (others, at) => {
        const results = others as unknown as readonly PolicyResult[];
        const error = { outcome: 'error', level: 'hard' } as PolicyResult;
        const place = at % (results.length + 1);
        const all = [...results.slice(0, place), error, ...results.slice(place)];
        expect(verdictOf(all)).toEqual({ decision: 'error', exit: 5, conclusion: 'failure' });
        if (results.some((each) => each.outcome === 'deny')) expect(verdictOf(results).decision).toBe('deny');
      }),
    );
  });
});
