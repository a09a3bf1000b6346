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

describe('the compiled packs', () => {
  it('give for every case of their tests what OPA gives', () => {
    expect(cases.length).toBeGreaterThan(250);
    const { rules: listed } = engine().ask({ op: 'check', modules });
    // One question a case, as the gate asks, of the case's own pack: compiling all of them each time takes minutes.
    const ask = ({ pack, input, config }: (typeof cases)[number]): Readonly<Record<string, unknown>> => {
      const entry = packEntry(listed.filter(({ file }) => file.startsWith(`${pack}/`)));
      const own = Object.entries(modules).filter(([file]) => file.startsWith(`${pack}/`) || file.startsWith('lib/'));
      const { value } = engine().ask({
        op: 'eval',
        modules: { ...Object.fromEntries(own), [entry.file]: entry.text },
        query: 'data.finops.gate.findings',
        input,
        data: { rules, config },
        nowNs: String(now),
      });
      return value as Readonly<Record<string, unknown>>;
    };
    const module = compileWasm(assets.packs);
    const fired = new Set<string>();
    for (const each of cases) {
      const { input, config } = each;
      const data = JSON.stringify({ config, rules });
      const packs = loadOpaModule(module, { builtins: hostBuiltins(String(now), null), maximumPages: 4096 }, data);
      const [result] = packs.evaluate('finops/gate/findings', JSON.stringify(input)) as readonly {
        readonly result: Readonly<Record<string, readonly unknown[]>>;
      }[];
      const expected = ask(each);
      expect(Object.keys(expected).length).toBeGreaterThan(0);
      expect(result?.result).toMatchObject(expected);
      for (const [id, findings] of Object.entries(result?.result ?? {})) if (findings.length > 0) fired.add(id);
    }
    expect([...fired].sort()).toEqual(Object.keys(rules).sort());
  });
});
