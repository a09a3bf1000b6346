/** What the cases of the tables are evaluated in. */
import { newBudget } from '#app/hcl/budget.ts';
import { callFunction } from '#app/hcl/call-function.ts';
import { HclError } from '#app/hcl/diagnostic.ts';
import { evaluateOrThrow } from '#app/hcl/evaluate.ts';
import type { FileAccess, FunctionTable, HclFunction } from '#app/hcl/function.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { applyOperator, applyUnary } from '#app/hcl/operator.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';
import type { Scope } from '#app/hcl/scope.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import type { Value } from '#app/hcl/value.ts';
import { type Table, unwrap } from './table-case.ts';
import { memoryFiles } from './table-files.ts';
import { readValue, type TableValue } from './table-values.ts';

export const FUNCTIONS = terraformFunctions();
/** The icon of the fixtures, which the table itself spells out. */
let icon: Uint8Array = new Uint8Array();

const FILES = (): FileAccess =>
  memoryFiles({
    'testdata/hello.txt': 'Hello World',
    'testdata/hello.tmpl': 'Hello, ${name}!',
    'testdata/func.tmpl': 'The items are ${join(", ", list)}',
    'testdata/recursive.tmpl': 'recursively ${templatefile("testdata/recursive.tmpl", {})}',
    'testdata/list.tmpl': '%{ for x in list ~}\n- ${x}\n%{ endfor ~}\n',
    'testdata/bare.tmpl': '${val}',
    'testdata/icon.png': icon,
  });
const SCOPE_FILES = memoryFiles({
  'hello.txt': 'hello!',
  'hello.tmpl': 'Hello, ${name}!',
  'subdirectory/hello.tmpl': 'Hello, ${name}!',
  'subdirectory/hello.txt': 'hello!',
});

/** Takes the icon from the table that spells it out, before any table is run. */
export function readIcon(tables: readonly Table[]): void {
  const table = tables.find(({ test }) => test === 'TestFileBase64');
  icon = Buffer.from(unwrap(table?.cases[1]?.['Want'])?.v as string, 'base64');
}

export function scopeOf(variables: ReadonlyMap<string, Value>, functions: FunctionTable): Scope {
  return { lookup: (name) => variables.get(name), functions, files: SCOPE_FILES, budget: newBudget() };
}

export function readVariables(vars: unknown): ReadonlyMap<string, Value> {
  const given = (vars ?? {}) as Record<string, TableValue>;
  return new Map(Object.entries(given).map(([name, value]) => [name, readValue(value)]));
}

interface Context {
  readonly vars?: unknown;
  readonly fns?: Record<string, string>;
}

export function contextScope(ctx: unknown): Scope {
  const { vars, fns } = (ctx ?? {}) as Context;
  const functions = new Map<string, HclFunction>();
  for (const [name, go] of Object.entries(fns ?? {})) {
    const operator =
      OPERATORS[
        go
          .replace(/^stdlib\./, '')
          .replace(/Func$/, '')
          .toLowerCase()
      ];
    if (operator) {
      const rest = { name: 'args', type: DYNAMIC } as const;
      functions.set(name, { parameters: [], rest, returns: DYNAMIC, call: operator });
    }
    const known = FUNCTIONS.get(
      go
        .replace(/^stdlib\./, '')
        .replace(/Func$/, '')
        .toLowerCase(),
    );
    if (known) functions.set(name, known);
  }
  return scopeOf(readVariables(vars), functions);
}

export function evaluateText(text: string, scope: Scope): Value {
  const parsed = parseExpressionText(text, 'table.tf');
  if (!parsed.expression) throw new HclError(parsed.diagnostics[0]?.message ?? '', null);
  return evaluateOrThrow(parsed.expression, scope);
}

/** Functions of cty's library that Terraform has as operators. */
const OPERATORS: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  not: ([a]) => applyUnary('!', a!),
  negate: ([a]) => applyUnary('-', a!),
  and: ([a, b]) => applyOperator('&&', [a!, b!]),
  or: ([a, b]) => applyOperator('||', [a!, b!]),
  add: ([a, b]) => applyOperator('+', [a!, b!]),
  subtract: ([a, b]) => applyOperator('-', [a!, b!]),
  multiply: ([a, b]) => applyOperator('*', [a!, b!]),
  divide: ([a, b]) => applyOperator('/', [a!, b!]),
  modulo: ([a, b]) => applyOperator('%', [a!, b!]),
  lessthan: ([a, b]) => applyOperator('<', [a!, b!]),
  lessthanorequalto: ([a, b]) => applyOperator('<=', [a!, b!]),
  greaterthan: ([a, b]) => applyOperator('>', [a!, b!]),
  greaterthanorequalto: ([a, b]) => applyOperator('>=', [a!, b!]),
  hasindex: ([a, b]) =>
    evaluateText('can(first[second])', {
      ...scopeOf(new Map(), FUNCTIONS),
      lookup: (name) => (name === 'first' ? a : b),
    }),
  int: ([a]) =>
    evaluateText('number < 0 ? ceil(number) : floor(number)', { ...scopeOf(new Map(), FUNCTIONS), lookup: () => a }),
  equal: ([a, b]) => applyOperator('==', [a!, b!]),
};

export function callByName(name: string, args: readonly Value[]): Value {
  const operator = OPERATORS[name];
  if (operator) return operator(args);
  const definition = FUNCTIONS.get(name);
  if (!definition) throw new Error(`no function ${name}`);
  const context = { files: FILES(), budget: newBudget(), functions: FUNCTIONS, templateDepth: 0 };
  if (!definition.template) return callFunction({ name, definition, arguments: args }, context);
  // Templates are rendered by the evaluator: call them from an expression.
  const scope = { ...context, lookup: (root: string) => args[root === 'first' ? 0 : 1] };
  return evaluateText(`${name}(first, second)`, scope);
}
