import { expect, test } from 'vitest';
import { readRegoSources } from '#app/policy/assets.ts';
import { isTestFile } from '#app/policy/custom-rules.ts';
import { hostBuiltins } from '#app/policy/host-builtins.ts';
import { PolicyInput, type PolicyResource } from '#app/policy/input.ts';
import { loadOpaModule } from '#app/policy/opa-module.ts';
import { packsInputText } from '#app/policy/packs-input.ts';
import { compileWasm } from '#app/policy/web-assembly.ts';
import { policyInput, policyResource } from '#test/policy/policy-input.ts';
import { assets, policiesDirectory } from '#test/policy/support.ts';

const ROW = { name: 'a', unit: 'hours', monthlyQuantity: 730, unitPrice: 1, monthlyCost: 730 };
const ROWS: PolicyResource['costComponents'] = [
  { ...ROW, priceState: 'priced' },
  { ...ROW, name: 'b', unitPrice: null, monthlyCost: null, priceState: 'unpriced' },
];
const SUPPORTS = ['priced', 'free', 'unsupported', 'unpriced', 'unknown'] as const;

const input = policyInput({
  resources: SUPPORTS.map((support) =>
    policyResource({ address: `aws_instance.${support}`, support, costComponents: ROWS, unknownAttributes: ['ami'] }),
  ),
});

test('the packs find the same without the rows that they are not given', () => {
  const data = { config: {}, rules: Object.fromEntries(assets.index.rules.map(({ id }) => [id, true])) };
  const limits = { builtins: hostBuiltins('1795608000000000000', null), maximumPages: 4096 };
  const module = loadOpaModule(compileWasm(assets.packs), limits, JSON.stringify(data));
  const lean = packsInputText(input);
  const found = JSON.stringify(module.evaluate('finops/gate/findings', lean));
  expect(lean.length).toBeLessThan(JSON.stringify(input).length);
  expect(found).toContain('no price for b');
  expect(found).toBe(JSON.stringify(module.evaluate('finops/gate/findings', JSON.stringify(input))));
});

test('what the packs are given is an input like any other', () => {
  const given = PolicyInput.parse(JSON.parse(packsInputText(input)));
  const kept = given.resources.filter((each) => each.costComponents.length > 0);
  expect(kept.map((each) => each.support)).toEqual(['unpriced']);
});

test('no rule reads rows but those of an unpriced resource', () => {
  const sources = Object.entries(readRegoSources(policiesDirectory)).filter(([file]) => !isTestFile(file));
  const bodies = sources.flatMap(([, text]) => text.split(/\n\n+/)).filter((body) => body.includes('costComponents'));
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) expect(body).toMatch(/resource\.support == "unpriced"[\s\S]*resource\.costComponents/);
});
