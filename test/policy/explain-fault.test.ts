import { describe, expect, it } from 'vitest';
import { CUSTOM_BUILTINS } from '#app/policy/capabilities.ts';
import { EngineFailure } from '#app/policy/engine.ts';
import { explainFault } from '#app/policy/explain-fault.ts';
import { inputSchema } from '#app/policy/input-schema.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';
import { engine } from './engine-in-test.ts';

const rule = (body: string): string => `package finops.own\n\ndeny contains msg if {\n\t${body}\n\tmsg := "no"\n}\n`;

function faultsOf(text: string): readonly string[] {
  const request = { modules: { 'own.rego': text }, builtins: CUSTOM_BUILTINS, schema: inputSchema(), strict: true };
  try {
    engine().ask({ op: 'check', ...request });
    return [];
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    return error.faults.map((fault) => {
      const { message, remedy } = explainFault(fault);
      return `${fault.file}:${fault.row}:${fault.col}: ${message}; ${remedy}`;
    });
  }
}

/** What a person reads who writes a first policy: the place, what is wrong, and what to write instead, in one line. */
describe('a mistake in a policy is one line with the place and the remedy:', () => {
  it.each([
    [
      'a field in another case',
      rule('some r in input.resources\n\tr.planned.monthlycost > 5'),
      'own.rego:5:2: undefined ref: r.planned.monthlycost (rego_type_error); write monthlyCost (there are complete, monthlyCost)',
    ],
    [
      'a field with a letter too few',
      rule('some r in input.resource\n\tr.address == "x"'),
      /^own\.rego:4:12: undefined ref: input\.resource\[_\] \(rego_type_error\); write resources \(there are actor, /,
    ],
    [
      'the syntax of OPA before 1.0',
      'package finops.own\n\ndeny[msg] {\n\tinput.currency == "USD"\n\tmsg := "x"\n}\n',
      'own.rego:3:1: `if` keyword is required before rule body (rego_parse_error); write it in Rego v1: "deny contains msg if { … }" instead of "deny[msg] { … }"',
    ],
    [
      'a forgotten import',
      rule('lib.big(input.currency)'),
      'own.rego:4:2: there is no function lib.big (rego_type_error); correct the name, or import the package that defines it, as in "import data.finops.lib"',
    ],
    [
      'a call that reaches outside',
      rule('http.send({"method": "get", "url": "https://example.com"})'),
      'own.rego:4:2: no policy may call http.send (rego_type_error); do without it: policies are evaluated offline and give the same answer every time',
    ],
    [
      'a variable without a value',
      rule('startswith(typo, "aws_")'),
      'own.rego:4:2: var typo is unsafe (rego_unsafe_var_error); give it a value: "some typo in …", an assignment, or the right spelling',
    ],
  ])('%s', (_name, text, line) => {
    const [first] = faultsOf(text);
    if (typeof line === 'string') expect(first).toBe(line);
    else expect(first).toMatch(line);
  });

  it('is said once, where an older syntax lacks two keywords', async () => {
    const cwd = folderWith({ 'p/own.rego': 'package finops.own\n\ndeny[msg] {\n\tmsg := "x"\n}\n' });
    const ran = await runFinops(['policy', 'check', 'p'], { cwd });
    expect(ran.status).toBe(1);
    expect(ran.out.split('\n').filter((each) => each.startsWith('p/own.rego:'))).toHaveLength(1);
  });

  it('shows the line with a mark at the column', async () => {
    const cwd = folderWith({ 'p/own.rego': rule('x := sprintf("%s" [1])') });
    const ran = await runFinops(['policy', 'check', 'p'], { cwd });
    const [, source = '', mark = ''] = ran.out.split('\n');
    expect(source.trim()).toBe('x := sprintf("%s" [1])');
    expect(source[mark.indexOf('^')]).toBe('[');
  });

  it('remarks on an amount that is compared without asking whether it is known, and takes it', async () => {
    const careless = rule('some r in input.resources\n\tr.planned.monthlyCost > 500');
    const careful = rule(
      'some r in input.resources\n\tis_number(r.planned.monthlyCost)\n\tr.planned.monthlyCost > 500',
    );
    const ran = await runFinops(['policy', 'check', 'p'], { cwd: folderWith({ 'p/own.rego': careless }) });
    expect(ran.status).toBe(0);
    expect(ran.out).toContain('note: p/own.rego:5: r.planned.monthlyCost is null when it is not known');
    const quiet = await runFinops(['policy', 'check', 'p'], { cwd: folderWith({ 'p/own.rego': careful }) });
    expect(quiet.out).not.toContain('note:');
  });
});
