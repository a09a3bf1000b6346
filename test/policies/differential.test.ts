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
const now = parseRfc3339('2026-11-25T12:00:00Z');

/** The inputs and settings of the packs' own tests. */
const cases = (() => {
  const found = Object.entries(sources)
    .filter(([file]) => isTestFile(file))
    .flatMap(([file, text]) =>
      [...text.matchAll(/with input as ([\s\S]*?)\n?\t*\s*with data\.config as ([\s\S]*?)\n}/g)].map(
        ([, input = '', config = '']) => ({ pack: file.split('/')[0] ?? '', input, config }),
      ),
    );
  const queries = found.map(({ input, config }, index) => {
    const expression = input.replaceAll('fixtures.', 'data.finops.packs.fixtures.');
    return `c${index} := {"input": ${expression}, "config": ${config}}`;
  });
  const { bindings } = engine().ask({ op: 'eval', modules: sources, query: queries.join('; ') });
  return found.map(({ pack }, index) => {
    const value = bindings?.[`c${index}`] as { readonly input: unknown; readonly config: unknown };
    return { pack, ...value };
  });
})();

const CASES = `package finops.cases

findings := [found |
	some each in data.cases
	found := data.finops.gate.findings with input as each.input with data.config as each.config with data.rules as each.rules
]
`;

/** What OPA's own evaluator finds for every case, in one question: the packs are compiled once. */
function findingsOfOpa(): readonly Readonly<Record<string, unknown>>[] {
  const { rules: listed } = engine().ask({ op: 'check', modules });
  const entry = packEntry(listed);
  const { value } = engine().ask({
    op: 'eval',
    modules: { ...modules, [entry.file]: entry.text, 'cases.rego': CASES },
    query: 'data.finops.cases.findings',
    data: { cases: cases.map(({ pack, ...each }) => ({ ...each, rules: rulesOf(pack) })) },
    nowNs: String(now),
  });
  return value as readonly Readonly<Record<string, unknown>>[];
}

function rulesOf(pack: string): Readonly<Record<string, true>> {
  const ids = assets.index.rules.filter((rule) => pack === 'lib' || rule.pack === pack).map(({ id }) => [id, true]);
  return Object.fromEntries(ids);
}

describe('the compiled packs', () => {
  it('give for every case of their tests what OPA gives', () => {
    expect(cases.length).toBeGreaterThan(250);
    const expected = findingsOfOpa();
    expect(expected.length).toBe(cases.length);
    const module = compileWasm(assets.packs);
    const fired = new Set<string>();
    for (const [index, { pack, input, config }] of cases.entries()) {
      const data = JSON.stringify({ config, rules: rulesOf(pack) });
      const packs = loadOpaModule(module, { builtins: hostBuiltins(String(now), null), maximumPages: 4096 }, data);
      const [result] = packs.evaluate('finops/gate/findings', JSON.stringify(input)) as readonly {
        readonly result: Readonly<Record<string, readonly unknown[]>>;
      }[];
      const found = result?.result ?? {};
      expect(Object.keys(found).length).toBeGreaterThan(0);
      expect(ordered(found), `${pack}: ${JSON.stringify(input)}`).toEqual(ordered(expected[index] ?? {}));
      for (const [id, findings] of Object.entries(found)) if (findings.length > 0) fired.add(id);
    }
    expect([...fired].sort()).toEqual(assets.index.rules.map(({ id }) => id).sort());
  });
});

/** Findings are sets: their order means nothing. */
function ordered(findings: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(findings).map(([id, found]) => [
      id,
      (found as readonly Readonly<Record<string, unknown>>[])
        .map((each) => JSON.stringify(each, Object.keys(each).sort()))
        .sort(),
    ]),
  );
}
