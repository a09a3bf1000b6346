import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUSTOM_BUILTINS, ENGINE_BUILTINS, PACK_BUILTINS } from '#app/policy/capabilities.ts';
import { hostBuiltins } from '#app/policy/host-builtins.ts';
import { loadOpaModule } from '#app/policy/opa-module.ts';
import { parseRegoText } from '#app/policy/rego-text.ts';
import { compileWasm } from '#app/policy/web-assembly.ts';
import { BUILTIN_TABLE, COMPILED_DIFFERENTLY } from './builtin-table.ts';
import { engine } from './engine-in-test.ts';

const NOW = '1795608000000000000';

function moduleOf(expressions: readonly string[]): string {
  return `package t\n\n${expressions.map((each, index) => `r[${index}] := x if {\n\tx := ${each}\n}`).join('\n\n')}\n`;
}

function compiled(text: string): unknown {
  const modules = { 't.rego': text };
  const { wasm } = engine().ask({ op: 'build', modules, builtins: CUSTOM_BUILTINS, entrypoints: ['t/r'] });
  const builtins = hostBuiltins(NOW, engine());
  const module = loadOpaModule(compileWasm(Buffer.from(wasm, 'base64')), { builtins, maximumPages: 4096 }, '{}');
  const [result] = module.evaluate('t/r', '{}') as readonly { readonly result: unknown }[];
  return result?.result;
}

describe('built-ins in the compiled policy', () => {
  it('give what OPA gives, one by one', () => {
    const text = moduleOf(BUILTIN_TABLE);
    const expected = engine().ask({
      op: 'eval',
      modules: { 't.rego': text },
      query: 'data.t.r',
      input: {},
      builtins: CUSTOM_BUILTINS,
      nowNs: NOW,
      strictBuiltinErrors: true,
    });
    const actual = compiled(text) as Readonly<Record<string, unknown>>;
    for (const [index, expression] of BUILTIN_TABLE.entries()) {
      const wanted = (expected.value as Readonly<Record<string, unknown>>)[String(index)];
      if (expression in COMPILED_DIFFERENTLY) expect(actual[String(index)], expression).not.toEqual(wanted);
      else expect(sorted(actual[String(index)]), expression).toEqual(sorted(wanted));
    }
  });

  it('know the time zones of the world, wherever the host stands', () => {
    // 1795608000 is 12:00 UTC on Wednesday 25 November 2026: 13:00 in Berlin (UTC+1), Thursday 01:00 in Auckland (UTC+13).
    const text = moduleOf([
      'time.clock([1795608000000000000, "Europe/Berlin"])',
      'time.weekday([1795608000000000000, "Pacific/Auckland"])',
      'time.clock([1795608000000000000, "Local"])',
      'time.parse_ns("RFC3339", "2026-11-25T13:00:00+01:00")',
    ]);
    expect(compiled(text)).toEqual({ 0: [13, 0, 0], 1: 'Thursday', 2: [12, 0, 0], 3: Number(NOW) });
    expect(() => compiled(moduleOf(['time.clock([0, "Mars/Olympus"])']))).toThrow(/unknown time zone Mars/);
  });

  it('are all in the table', () => {
    const table = BUILTIN_TABLE.join('\n');
    const missing = CUSTOM_BUILTINS.filter((name) => !table.includes(`${name}(`) && !OPERATORS.has(name));
    expect(missing).toEqual([]);
  });

  it.each([
    'sprintf("%d", 3)',
    'time.parse_rfc3339_ns("2026-02-30T00:00:00Z")',
    'units.parse("10 G")',
    'semver.compare("1", "2")',
    'hex.decode("zz")',
  ])('stop the policy where they fail: %s', (expression) => {
    expect(() => compiled(moduleOf([expression.replace(', 3)', ', input)')]))).toThrow();
  });
});

/** Sets arrive as lists, whose order means nothing. */
function sorted(value: unknown): unknown {
  return Array.isArray(value)
    ? value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : value;
}

/** What is written with signs, or by the compiler. */
const OPERATORS = new Set([
  ...['and', 'or', 'plus', 'minus', 'mul', 'div', 'rem', 'eq', 'equal', 'neq', 'lt', 'lte', 'gt', 'gte', 'assign'],
  ...['internal.member_2', 'internal.member_3', 'internal.print', 'internal.template_string', 'internal.test_case'],
  ...['print', 'rego.metadata.chain', 'rego.metadata.rule'],
]);

describe('what may be called', () => {
  it.each(['http.send', 'opa.runtime', 'rand.intn', 'uuid.rfc4122', 'net.lookup_ip_addr', 'io.jwt.decode', 'trace'])(
    '%s is on no list',
    (name) => {
      expect(PACK_BUILTINS).not.toContain(name);
      expect(ENGINE_BUILTINS).not.toContain(name);
    },
  );
});

describe('sprintf', () => {
  it('prints exactly as OPA, on random templates and arguments', () => {
    const verb = fc.constantFrom(...'vdsqxXobcUeEfgGtT%wz'.split(''));
    const flag = fc.array(fc.constantFrom('+', '-', '0', ' ', '#'), { maxLength: 2 }).map((flags) => flags.join(''));
    const size = fc.constantFrom('', '1', '4', '12', '*', '.0', '.2', '.10', '5.3', '.', '[1]', '[2]', '[9]', '6.[1]');
    const directive = fc.tuple(flag, size, verb).map(([f, s, v]) => `%${f}${s}${v}`);
    const template = fc
      .array(fc.oneof(directive, fc.constantFrom('a', '€', ' ', '%%')), { maxLength: 4 })
      .map((parts) => parts.join(''));
    const argument = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom('', 'abc', 'é"\n', '日本', "it's"),
      fc.constantFrom(null, true, false),
      fc.constantFrom([1, 'a'], { b: 1, a: [2] }),
    );
    const samples = fc
      .sample(fc.tuple(template, fc.array(argument, { maxLength: 3 })), { numRuns: 3000, seed: 20261125 })
      .map((sample) => JSON.parse(JSON.stringify(sample)) as readonly [string, readonly unknown[]]);
    const { value } = engine().ask({
      op: 'eval',
      modules: {},
      query: '[s | some c in input; s := sprintf(c[0], c[1])]',
      input: samples,
    });
    const expected = value as readonly string[];
    expect(expected.length).toBe(samples.length);
    const wrong: unknown[] = [];
    for (const [index, [text, args]] of samples.entries()) {
      const ours = oursOf(text, args);
      if (ours !== null && ours !== expected[index]) wrong.push({ text, args, ours, opa: expected[index] });
    }
    expect(wrong).toEqual([]);
  });
});

/** Null where we refuse, which ends the policy. */
function oursOf(text: string, args: readonly unknown[]): string | null {
  const builtins = hostBuiltins(NOW, null);
  try {
    return builtins['sprintf']?.([text, parseRegoText(JSON.stringify(args))]) as string;
  } catch {
    return null;
  }
}
