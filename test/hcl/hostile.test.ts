import { describe, expect, it } from 'vitest';
import { type Budget, newBudget } from '#app/hcl/budget.ts';
import { encodeJson } from '#app/hcl/encode-json.ts';
import { type Evaluation, evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { parseExpressionText, parseHcl } from '#app/hcl/parse.ts';
import { parseHclJson } from '#app/hcl/parse-json.ts';
import { findReferences } from '#app/hcl/references.ts';
import { stringValue, tupleValue, type Value } from '#app/hcl/value.ts';

const DEPTH = 5000;
const functions = terraformFunctions();

function run(text: string, given: { variables?: Record<string, Value>; budget?: Budget } = {}): Evaluation {
  const { expression, diagnostics } = parseExpressionText(text, 'x.tf');
  if (!expression) throw new Error(diagnostics[0]?.message);
  const lookup = (name: string): Value | undefined => given.variables?.[name];
  return evaluate(expression, { lookup, functions, files: null, budget: given.budget ?? newBudget() });
}

/** Work that is not quadratic: it ends within twenty times the CPU it needs on a quiet machine. */
function within<Result>(milliseconds: number, work: () => Result): Result {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(20 * milliseconds);
  return result;
}

const nested = (open: string, inner: string, close: string): string => open.repeat(DEPTH) + inner + close.repeat(DEPTH);

describe('depth', () => {
  it.each([
    ['parentheses', nested('(', '7', ')'), '7'],
    ['sums', `1${'+1'.repeat(DEPTH)}`, '5001'],
    ['sums from the right', `${'1+('.repeat(DEPTH)}1${')'.repeat(DEPTH)}`, '5001'],
    ['signs', `${'-'.repeat(DEPTH)}3`, '3'],
    ['conditionals', `${'false ? 1 : '.repeat(DEPTH)}2`, '2'],
    ['conditions in conditions', nested('(true ? ', '2', ' : 3)'), '2'],
    ['templates', nested('"a${', '1', '}"'), JSON.stringify(`${'a'.repeat(DEPTH)}1`)],
    ['calls', nested('max(', '4', ')'), '4'],
    ['indexes', nested('[5][', '0', '- 0]').replaceAll('5][', '0]['), '0'],
    ['for', nested('[for a in ', '[6]', ' : a]'), '[6]'],
    ['try', nested('try(', '8', ')'), '8'],
    ['lists', nested('[', '9', ']'), nested('[', '9', ']')],
    ['objects', nested('{a=', '1', '}'), nested('{"a":', '1', '}')],
    ['logic', `true${' && true'.repeat(DEPTH)}`, 'true'],
  ])('evaluates %s nested 5,000 deep', (_, text, wanted) => {
    const { value, diagnostics } = within(4000, () => run(text));
    expect(diagnostics).toEqual([]);
    expect(encodeJson(value)).toBe(wanted);
  });

  it('reads blocks and JSON nested 5,000 deep', () => {
    expect(parseHcl('a {\n'.repeat(DEPTH) + '}\n'.repeat(DEPTH), 'x.tf').diagnostics).toEqual([]);
    expect(parseHclJson(nested('{"a":', '1', '}'), { file: 'x.tf.json', strings: 'template' }).diagnostics).toEqual([]);
  });

  it('finds references 5,000 deep', () => {
    const { expression } = parseExpressionText(nested('f(', 'var.x', ')'), 'x.tf');
    expect(findReferences(expression!).map(({ root }) => root)).toEqual(['var']);
  });

  it('reports what is left open 100,000 deep instead of overflowing', () => {
    for (const open of ['(', '[', '{a=', '"${', 'a[', 'f(', '!', 'a ? ', 'a {\n']) {
      const { diagnostics } = within(4000, () => parseHcl(`x = ${open.repeat(100_000)}`, 'x.tf'));
      expect(diagnostics.length).toBeGreaterThan(0);
    }
  });

  it.each(['tolist', 'jsonencode', 'yamlencode', 'toset', 'flatten', 'sensitive', 'distinct'])(
    'ends %s of a list nested 50,000 deep with a value or a diagnostic',
    (name) => {
      const { expression } = parseExpressionText(`${name}(${'['.repeat(50_000)}${']'.repeat(50_000)})`, 'x.tf');
      expect(() => run(`${name}(1)`)).not.toThrow();
      const scope = { lookup: () => undefined, functions, files: null, budget: newBudget() };
      expect(() => evaluate(expression!, scope)).not.toThrow();
    },
  );
});

describe('size', () => {
  it('stops a loop in loops', () => {
    const loop = '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]';
    const { diagnostics } = within(60_000, () => run(loop, { budget: { steps: 1_000_000, characters: 1e9 } }));
    expect(diagnostics[0]?.message).toMatch(/more steps than are allowed/);
  });

  it('has no range of more than 1,024 numbers', () => {
    expect(run('range(1000000000)').diagnostics[0]?.message).toMatch(/more than 1024/);
  });

  it('stops strings that double', () => {
    let value: Value = stringValue('x'.repeat(1024));
    let message = '';
    for (let i = 0; i < 40 && message === ''; i++) {
      const result = run('"${a}${a}"', { variables: { a: value } });
      value = result.value;
      message = result.diagnostics[0]?.message ?? '';
    }
    expect(message).toMatch(/longer than the 16777216/);
  });

  it('stops lists that double', () => {
    let value: Value = tupleValue([stringValue('x')]);
    let message = '';
    for (let i = 0; i < 60 && message === ''; i++) {
      const result = run('[a, a]', { variables: { a: value } });
      value = result.value;
      message = result.diagnostics[0]?.message ?? '';
    }
    expect(message).toMatch(/larger than the 4000000/);
  });

  it.each([
    ['replace("aaaaaaaaaa", "a", big)', /longer than/],
    ['join(big, [for i in range(1000) : "x"])', /longer than/],
    ['indent(1000000000, "a\\nb")', /longer than/],
    ['format("%1000000000d", 1)', /too large/],
    ['format("%.1000000000f", 1)', /too large/],
    ['jsonencode([for i in range(100) : big])', /not written/],
    ['1e1001', /more digits/],
    ['1e999999999 * 1e999999999', /more digits/],
    ['setproduct(range(1000), range(1000), range(1000))', /more steps/],
    ['parseint("9999999999999999999999999999999", 1)', /base/],
    ['regex("((a{1000}){1000}){1000}", "a")', /invalid regexp/],
  ])('%s is refused', (text, message) => {
    const { diagnostics } = within(20_000, () => run(text, { variables: { big: stringValue('y'.repeat(4_000_000)) } }));
    expect(diagnostics[0]?.message).toMatch(message);
  });

  it('takes linear time for a pattern that makes others backtrack', () => {
    const { value } = within(5000, () => run(`regexall("(a+)+$", "${'a'.repeat(5000)}b")`));
    expect(encodeJson(value)).toBe('[]');
  });

  it('stops a search that takes quadratic time', () => {
    const text = 'a'.repeat(1_000_000);
    const { diagnostics } = within(30_000, () =>
      run('regexall("a(.*z)?", t)', { variables: { t: stringValue(text) } }),
    );
    expect(diagnostics[0]?.message).toMatch(/takes too long/);
  });

  it('does not read a file of 100 MB', () => {
    const { diagnostics } = within(5000, () => parseHcl('# '.padEnd(100_000_000, 'x'), 'x.tf'));
    expect(diagnostics[0]?.message).toMatch(/longer than/);
  });

  it.each([
    ['a long string', `a = "${'x'.repeat(4_000_000)}"\n`],
    ['many escapes', `a = "${'\\n'.repeat(1_000_000)}"\n`],
    ['many interpolations', `a = "${'${b}'.repeat(300_000)}"\n`],
    ['many comments', '# c\n/* d */'.repeat(300_000)],
    ['many attributes', Array.from({ length: 200_000 }, (_, i) => `a${i} = 1\n`).join('')],
    ['a long heredoc', `a = <<E\n${'E x\n'.repeat(500_000)}E\n`],
    ['a long list', `a = [${'1,'.repeat(500_000)}]\n`],
    ['a long chain', `a = b${'.c'.repeat(500_000)}\n`],
    ['long digits', `a = ${'9'.repeat(1_000_000)}\n`],
  ])('reads %s in linear time', (_, text) => {
    expect(within(8000, () => parseHcl(text, 'x.tf')).diagnostics).toEqual([]);
  });

  it.each([
    ['quotes', '"'.repeat(200_000)],
    ['broken lines', 'a = = 1\n'.repeat(200_000)],
    ['heredocs without end', 'a = <<E\n'.repeat(100_000)],
    ['braces', '}{'.repeat(200_000)],
    ['blanks', `a =${' '.repeat(1_000_000)}`],
    ['slashes', '/ '.repeat(500_000)],
    ['dollars', `a = "${'$'.repeat(500_000)}`],
  ])('ends %s with at most 20 errors', (_, text) => {
    const { diagnostics } = within(8000, () => parseHcl(text, 'x.tf'));
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(20);
  });
});

describe('what the files of functions may reach', () => {
  it('is nothing where no access is handed in', () => {
    const { value } = run('file("/etc/passwd")');
    expect(value).toMatchObject({ kind: 'unknown', reasons: ['the file "/etc/passwd" cannot be read here'] });
  });
});
