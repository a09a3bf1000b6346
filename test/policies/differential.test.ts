import { describe, expect, it } from 'vitest';
import { readRegoSources } from '#app/policy/assets.ts';
import { parseRfc3339 } from '#app/policy/builtins/time.ts';
import { isTestFile } from '#app/policy/custom-rules.ts';
import { hostBuiltins } from '#app/policy/host-builtins.ts';
import { loadOpaModule } from '#app/policy/opa-module.ts';
import { packEntry } from '#app/policy/pack-index.ts';
import { compileWasm } from '#app/policy/web-assembly.ts';
import { engine } from '#test/policy/engine-in-test.ts';
import { assets, policiesDirectory } from '#test/policy/support.ts';

const sources = readRegoSources(policiesDirectory);
const modules = Object.fromEntries(Object.entries(sources).filter(([file]) => !isTestFile(file)));
const rules = Object.fromEntries(assets.index.rules.map(({ id }) => [id, true]));
const now = parseRfc3339('2026-11-25T12:00:00Z');

/** The inputs and settings of the packs' own tests. */
const cases = (() => {
  const found = Object.entries(sources)
    .filter(([file]) => isTestFile(file))
    .flatMap(([, text]) => [...text.matchAll(/with input as ([\s\S]*?)\n?\t*\s*with data\.config as ([\s\S]*?)\n}/g)]);
  const queries = found.map(([, input = '', config = ''], index) => {
    const expression = input.replaceAll('fixtures.', 'data.finops.packs.fixtures.');
    return `c${index} := {"input": ${expression}, "config": ${config}}`;
  });
  const { bindings } = engine().ask({ op: 'eval', modules: sources, query: queries.join('; ') });
  return Object.values(bindings ?? {}) as readonly { readonly input: unknown; readonly config: unknown }[];
})();

describe('the compiled packs', () => {
  it('give for every case of their tests what OPA gives', () => {
    expect(cases.length).toBeGreaterThan(250);
    const { rules: listed } = engine().ask({ op: 'check', modules });
    const entry = packEntry(listed);
    const { value } = engine().ask({
      op: 'eval',
      modules: { ...modules, [entry.file]: entry.text },
      query: '[f | some c in input; f := data.finops.gate.findings with input as c.input with data.config as c.config]',
      input: cases,
      data: { rules },
      nowNs: String(now),
    }) as { readonly value?: unknown };
    // The query is an expression: its value is the list itself.
    const expected = value as readonly Readonly<Record<string, readonly unknown[]>>[];
    const module = compileWasm(assets.packs);
    const fired = new Set<string>();
    for (const [index, { input, config }] of cases.entries()) {
      const data = JSON.stringify({ config, rules });
      const packs = loadOpaModule(module, { builtins: hostBuiltins(String(now), null), maximumPages: 4096 }, data);
      const [result] = packs.evaluate('finops/gate/findings', JSON.stringify(input)) as readonly {
        readonly result: Readonly<Record<string, readonly unknown[]>>;
      }[];
      expect(result?.result).toEqual(expected[index]);
      for (const [id, findings] of Object.entries(result?.result ?? {})) if (findings.length > 0) fired.add(id);
    }
    expect([...fired].sort()).toEqual(Object.keys(rules).sort());
  });
});
