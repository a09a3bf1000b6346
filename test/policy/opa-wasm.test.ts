import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { describe, expect, it } from 'vitest';
import { hostBuiltins } from '#app/policy/host-builtins.ts';
import { loadOpaModule } from '#app/policy/opa-module.ts';
import { encodeRego, parseRegoText } from '#app/policy/rego-text.ts';
import { compileWasm } from '#app/policy/web-assembly.ts';
import { policyInput, policyResource } from './policy-input.ts';
import { assets } from './support.ts';

const ENTRY = 'finops/gate/findings';
const rules = Object.fromEntries(assets.index.rules.map(({ id }) => [id, true]));
const config = { budgets: { maxIncrease: 100 }, tags: { required: ['team'] } };
const input = policyInput({
  estimate: { ...policyInput().estimate, difference: { monthlyCost: 250, percent: 250 } },
  resources: [
    policyResource(),
    policyResource({ address: 'aws_instance.old', attributes: { instance_type: 'm3.large' } }),
  ],
});

/** Our built-ins as the SDK calls them: arguments one by one, values as JSON has them. */
function sdkBuiltins(now: string): Readonly<Record<string, (...args: readonly unknown[]) => unknown>> {
  const entries = Object.entries(hostBuiltins(now, null)).map(([name, builtin]) => {
    const call = (...args: readonly unknown[]): unknown => {
      const result = builtin(args.map((each) => parseRegoText(JSON.stringify(each))));
      return result === undefined ? undefined : JSON.parse(encodeRego(result));
    };
    return [name, call] as const;
  });
  return Object.fromEntries(entries);
}

describe('the compiled packs', () => {
  it('give in OPA’s own SDK what they give in our loader', async () => {
    const now = String(Date.parse(input.now) * 1e6);
    const data = { config, rules };
    const module = loadOpaModule(
      compileWasm(assets.packs),
      { builtins: hostBuiltins(now, null), maximumPages: 4096 },
      JSON.stringify(data),
    );
    const [ours] = module.evaluate(ENTRY, JSON.stringify(input)) as readonly {
      readonly result: Record<string, unknown[]>;
    }[];
    const policy = await loadPolicy(
      assets.packs as Uint8Array<ArrayBuffer>,
      { initial: 64, maximum: 4096 },
      sdkBuiltins(now) as never,
    );
    policy.setData(data);
    const [theirs] = policy.evaluate(input, ENTRY) as readonly { readonly result: Record<string, unknown[]> }[];
    const fired = (result: Record<string, unknown[]> | undefined) =>
      Object.entries(result ?? {})
        .flatMap(([id, findings]) => findings.map(() => id))
        .sort();
    expect(fired(ours?.result).length).toBeGreaterThan(2);
    expect(fired(theirs?.result)).toEqual(fired(ours?.result));
  });
});
