/** How the cases of each table of `data/hcl/tables.json` are run: what we make of a case, and what is wanted. */
import { newBudget } from '#app/hcl/budget.ts';
import { callFunction } from '#app/hcl/call-function.ts';
import { convertValue } from '#app/hcl/convert.ts';
import { HclError } from '#app/hcl/diagnostic.ts';
import { displayType, displayValue } from '#app/hcl/display.ts';
import { evaluateOrThrow } from '#app/hcl/evaluate.ts';
import type { FileAccess, FunctionTable, HclFunction } from '#app/hcl/function.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { applyOperator, applyUnary } from '#app/hcl/operator.ts';
import { parseExpressionText, parseTemplateText } from '#app/hcl/parse.ts';
import type { Scope } from '#app/hcl/scope.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { getIndex } from '#app/hcl/traverse.ts';
import { DYNAMIC, hasDynamic, hasOptional, sameType, type Type } from '#app/hcl/type.ts';
import { readTypeConstraint } from '#app/hcl/type-constraint.ts';
import { applyTypeConstraint } from '#app/hcl/type-defaults.ts';
import { unifyTypes } from '#app/hcl/unify.ts';
import { nullValue, stringValue, unknownValue, type Value, withSensitive } from '#app/hcl/value.ts';
import { memoryFiles } from './table-files.ts';
import { describeType, describeValue, readType, readValue, type TableType, type TableValue } from './table-values.ts';

export type Case = Readonly<Record<string, unknown>>;

export interface Table {
  readonly group: string;
  readonly test: string;
  readonly fields: readonly string[];
  readonly cases: readonly Case[];
  readonly path: string;
}

/** `error` stands for any error. */
export interface Outcome {
  readonly got: string;
  readonly wanted: string;
}

export type Runner = (one: Case, table: Table) => Outcome;

const FUNCTIONS = terraformFunctions();
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

/** The runner of a table, null for those that test internals of Go programs. */
export function runnerOf(table: Table): Runner | null {
  if (table.group.startsWith('hcl: hclsyntax expressions')) return runExpression;
  if (table.group.startsWith('hcl: hclsyntax templates')) return runTemplate;
  if (table.group.startsWith('hcl: try/can')) return runTry;
  if (table.group.startsWith('tofu: lang/functions_test')) return runSource;
  const named = NAMED[table.test];
  if (named) return named;
  if (table.group.startsWith('tofu: lang/funcs') || table.group.startsWith('go-cty: function')) return runCall;
  return null;
}

function attempt(compute: () => string): string {
  try {
    return compute();
  } catch (error) {
    if (error instanceof HclError) return 'error';
    throw error;
  }
}

function unwrap(field: unknown): TableValue | null {
  if (field && typeof field === 'object' && 'cty' in field) return (field as { cty: TableValue }).cty;
  return null;
}

function wantedValue(field: unknown): string {
  const value = unwrap(field);
  return !value || value.t === 'nil' ? 'error' : describeValue(readValue(value));
}

function scopeOf(variables: ReadonlyMap<string, Value>, functions: FunctionTable): Scope {
  return { lookup: (name) => variables.get(name), functions, files: SCOPE_FILES, budget: newBudget() };
}

function readVariables(vars: unknown): ReadonlyMap<string, Value> {
  const given = (vars ?? {}) as Record<string, TableValue>;
  return new Map(Object.entries(given).map(([name, value]) => [name, readValue(value)]));
}

interface Context {
  readonly vars?: unknown;
  readonly fns?: Record<string, string>;
}

function contextScope(ctx: unknown): Scope {
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

function evaluateText(text: string, scope: Scope): Value {
  const parsed = parseExpressionText(text, 'table.tf');
  if (!parsed.expression) throw new HclError(parsed.diagnostics[0]?.message ?? '', null);
  return evaluateOrThrow(parsed.expression, scope);
}

const runExpression: Runner = (one) => ({
  got: attempt(() => describeValue(evaluateText(one['input'] as string, contextScope(one['ctx'])))),
  wanted: 'wantSummary' in one || (one['diagCount'] as number) > 0 ? 'error' : wantedValue(one['want']),
});

const runTemplate: Runner = (one) => ({
  got: attempt(() => {
    const parsed = parseTemplateText(one['input'] as string, 'table.tmpl');
    if (!parsed.expression) throw new HclError(parsed.diagnostics[0]?.message ?? '', null);
    return describeValue(evaluateOrThrow(parsed.expression, contextScope(one['ctx'])));
  }),
  wanted: (one['diagCount'] as number) > 0 ? 'error' : wantedValue(one['want']),
});

const runTry: Runner = (one) => ({
  got: attempt(() =>
    describeValue(evaluateText(one['expr'] as string, scopeOf(readVariables(one['vars']), FUNCTIONS))),
  ),
  wanted: one['wantErr'] ? 'error' : wantedValue(one['want']),
});

const runSource: Runner = (one) => ({
  got: attempt(() => describeValue(evaluateText(one['src'] as string, scopeOf(new Map(), FUNCTIONS)))),
  wanted: wantedValue(one['want']),
});

function isErrorWanted(one: Case): boolean {
  for (const [name, field] of Object.entries(one))
    if (/^(want)?err(or)?(Fn)?$/i.test(name) && field !== '' && field !== false && field !== null) return true;
  return false;
}

function argumentsOf(one: Case): Value[] {
  const args: Value[] = [];
  for (const [name, field] of Object.entries(one)) {
    if (/^(_key|want.*|err.*|expected|name|isSensitive)$/i.test(name) && !(name === 'Name' && unwrap(field))) continue;
    const value = unwrap(field);
    if (value?.t === 'nil') args.push(nullValue(DYNAMIC));
    else if (value) args.push(readValue(value));
    else if (Array.isArray(field)) for (const item of field as TableValue[]) args.push(readValue(item));
    else if (typeof field === 'string') args.push(stringValue(field));
  }
  return args;
}

const RENAMED: Readonly<Record<string, string>> = {
  absolute: 'abs',
  reverselist: 'reverse',
  base64textencode: 'textencodebase64',
  base64textdecode: 'textdecodebase64',
  base64decode_error: 'base64decode',
  ephemeralasnullfunc: 'ephemeralasnull',
};

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

function callByName(name: string, args: readonly Value[]): Value {
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

const runCall: Runner = (one, table) => {
  const plain = table.test.replace(/^Test/, '').toLowerCase();
  const isCty = table.group.startsWith('go-cty');
  const ctyNames: Record<string, string> = { strlen: 'length', reverse: 'strrev' };
  const name = (isCty ? ctyNames[plain] : undefined) ?? RENAMED[plain] ?? plain;
  const wantedField = Object.entries(one).find(([field]) =>
    /^(want|wantvalue|expected|issensitive)$/i.test(field),
  )?.[1];
  return {
    got: attempt(() => describeValue(callByName(name, argumentsOf(one)))),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(wantedField),
  };
};

/** The variables of that test's Go code. */
const CONVERT_VARIABLES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['marked', withSensitive(stringValue('marked'), true)],
  ['unknown', unknownValue(DYNAMIC, ['the table says so'])],
]);

const NAMED: Readonly<Record<string, Runner>> = {
  TestFormatValue: (one) => ({ got: displayValue(readValue(unwrap(one['Val'])!)), wanted: one['Want'] as string }),
  TestTypeString: (one) => ({ got: displayType(readValue(unwrap(one['Input'])!).type), wanted: one['Want'] as string }),
  TestCompareTypes: (one) => ({
    got: String(preferred(typeOf(one['A']), typeOf(one['B']))),
    wanted: String(one['Want']),
  }),
  TestScanStringLit: (one) => ({
    got: [`"${one['Input']}"`, one['Input'] as string]
      .map((text, i) => attempt(() => describeValue(i === 0 ? evaluateText(text, NO_SCOPE()) : evaluateBare(text))))
      .join(' '),
    wanted: [
      spelledText(one['WantQuoted'] as string[], 'quoted'),
      spelledText(one['WantUnquoted'] as string[], 'bare'),
    ].join(' '),
  }),
  TestIndex(one, table) {
    if (table.group.startsWith('tofu')) return runCall(one, table);
    const args = argumentsOf(one);
    return {
      got: attempt(() => describeValue(getIndex(args[0]!, args[1]!))),
      wanted: isErrorWanted(one) ? 'error' : wantedValue(one['Want'] ?? one['want']),
    };
  },
  TestApplyPath: (one) => ({ got: describeValue(readValue(unwrap(one['Start'])!)), wanted: wantedValue(one['Want']) }),
  TestParseTraversalAbs: (one) => ({
    got: attempt(() => describeValue(evaluateText(one['src'] as string, scopeOf(new Map(), FUNCTIONS)))),
    wanted: 'error',
  }),
  TestRegexReplace: (one) => {
    const [text, pattern, replacement] = argumentsOf(one) as { text: string }[];
    const args = [stringValue(text!.text), stringValue(`/${pattern!.text}/`), stringValue(replacement!.text)];
    return { got: attempt(() => describeValue(callByName('replace', args))), wanted: wantedValue(one['Want']) };
  },
  TestURLEncodeDecode: (one) => ({
    got: attempt(() => describeValue(callByName('urldecode', [callByName('urlencode', argumentsOf(one))]))),
    wanted: wantedValue(one['Want']),
  }),
  TestTo: (one) => ({
    got: attempt(() => describeValue(convertValue(readValue(unwrap(one['Value'])!), typeOf(one['TargetTy'])))),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(one['Want']),
  }),
  TestConvert: (one) => ({
    got: attempt(() => describeValue(convertValue(readValue(unwrap(one['Value'])!), typeOf(one['Type'])))),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(one['Want']),
  }),
  TestMismatchMessage: (one) => ({
    got: attempt(() => {
      const sample = { kind: 'unknown', type: typeOf(one['GotType']), reasons: ['x'], sensitive: false } as const;
      return describeValue(convertValue(sample, typeOf(one['WantType'])));
    }),
    wanted: 'error',
  }),
  TestTypeConversionConstraint: (one) => ({
    got: attempt(() => {
      const { expression } = parseExpressionText(one['ConstraintExpr'] as string, 'table.tf');
      const evaluateDefault = (fallback: Expression) => evaluateOrThrow(fallback, scopeOf(new Map(), FUNCTIONS));
      const constraint = { ...readTypeConstraint(expression!), evaluateDefault };
      return describeValue(applyTypeConstraint(readValue(unwrap(one['InputValue'])!), constraint));
    }),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(one['WantValue']),
  }),
  TestConvertFunc: (one) => ({
    got: attempt(() => describeValue(evaluateText(one['CallExpr'] as string, scopeOf(CONVERT_VARIABLES, FUNCTIONS)))),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(one['WantValue']),
  }),
  TestGetType: (one) => typeCase(one['Source'] as string, one),
  TestGetTypeJSON: (one) => typeCase((JSON.parse(one['Source'] as string) as { expr: string }).expr, one),
  TestGetTypeDefaults: (one) => typeCase(one['Source'] as string, one),
  TestSensitive: (one) => markCase(one, { name: 'sensitive', sensitive: true }),
  TestNonsensitive: (one) => markCase(one, { name: 'nonsensitive', sensitive: false }),
  TestFormatDate(one, table) {
    if ('Format' in one) return dateCase(one, [unwrap(one['Format'])!.v as string, '2006-01-02T15:04:05Z']);
    if ('Timestamp' in one)
      return dateCase({ ...one, Err: 'any' }, ["YYYY-MM-DD'T'hh:mm:ssZ", unwrap(one['Timestamp'])!.v as string]);
    const stamp = one['input'] as string;
    const got = ["YYYY-MM-DD'T'hh:mm:ssZ", 'EEEE, DD-MMM-YY hh:mm:ss ZZZ'].map((format) =>
      describeValue(callByName('formatdate', [stringValue(format), stringValue(stamp)])),
    );
    void table;
    return {
      got: got.join(),
      wanted: [one['wantRFC3339'], one['wantRFC850']].map((text) => JSON.stringify(text)).join(),
    };
  },
  Test_templateMaxRecursionDepth: (one) => ({
    got: one['Input'] === '' ? '1024' : 'not read from the environment',
    wanted: String(one['Want']),
  }),
};

const NO_SCOPE = (): Scope => scopeOf(new Map(), FUNCTIONS);

function evaluateBare(text: string): Value {
  const parsed = parseTemplateText(text, 'table.tmpl');
  if (!parsed.expression) throw new HclError(parsed.diagnostics[0]?.message ?? '', null);
  return evaluateOrThrow(parsed.expression, NO_SCOPE());
}

/** What the pieces that the table names spell, by the escapes of the specification; `error` where one spells nothing. */
function spelledText(pieces: readonly string[], form: 'quoted' | 'bare'): string {
  let text = '';
  for (const piece of pieces) {
    if (piece === '$${' || piece === '%%{') text += piece.slice(1);
    else if (form === 'quoted' && piece.startsWith('\\')) {
      const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))$/.exec(piece);
      const point = Number.parseInt(code?.[1] ?? code?.[2] ?? 'x', 16);
      if (piece === '\\n') text += '\n';
      else if (point <= 0x10ffff) text += String.fromCodePoint(point);
      else return 'error';
    } else if (form === 'quoted' && /[\r\n]/.test(piece)) return 'error';
    else text += piece;
  }
  return JSON.stringify(text.normalize('NFC'));
}

/** -1 when the two types unify to the first, 1 when to the second, 0 when to neither or when they are the same. */
function preferred(first: Type, second: Type): number {
  const unified = unifyTypes([first, second]);
  if (!unified || sameType(first, second)) return 0;
  return sameType(unified, first) ? -1 : sameType(unified, second) ? 1 : 0;
}

function typeOf(field: unknown) {
  return readType((field as { type: TableType }).type);
}

function typeCase(source: string, one: Case): Outcome {
  const wanted = one['Want'] ? describeType(typeOf(one['Want'])) : null;
  const got = attempt(() => {
    const parsed = parseExpressionText(source, 'table.tf');
    if (!parsed.expression) return 'error';
    const { type, defaults } = readTypeConstraint(parsed.expression);
    // The Go function reads exact types, too, and constraints without defaults: ours are held to that here.
    if (one['Constraint'] === false && (hasDynamic(type) || hasOptional(type))) return 'error';
    if ('Constraint' in one && defaults) return 'error';
    return wanted === null ? String(defaults) : describeType(type);
  });
  return { got, wanted: one['WantError'] ? 'error' : (wanted ?? 'null') };
}

function markCase(one: Case, mark: { readonly name: string; readonly sensitive: boolean }): Outcome {
  const input = readValue(unwrap(one['Input'])!);
  return {
    got: attempt(() => describeValue(callByName(mark.name, [input]))),
    wanted: one['WantErr'] ? 'error' : describeValue(withSensitive(input, mark.sensitive)),
  };
}

function dateCase(one: Case, args: readonly string[]): Outcome {
  return {
    got: attempt(() => describeValue(callByName('formatdate', args.map(stringValue)))),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(one['Want']),
  };
}
