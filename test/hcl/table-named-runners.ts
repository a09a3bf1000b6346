import { convertValue } from '#app/hcl/convert.ts';
import { HclError } from '#app/hcl/diagnostic.ts';
import { displayType, displayValue } from '#app/hcl/display.ts';
import { evaluateOrThrow } from '#app/hcl/evaluate.ts';
import { parseExpressionText, parseTemplateText } from '#app/hcl/parse.ts';
import type { Scope } from '#app/hcl/scope.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { getIndex } from '#app/hcl/traverse.ts';
import { DYNAMIC, hasDynamic, hasOptional, sameType, type Type } from '#app/hcl/type.ts';
import { readTypeConstraint } from '#app/hcl/type-constraint.ts';
import { applyTypeConstraint } from '#app/hcl/type-defaults.ts';
import { unifyTypes } from '#app/hcl/unify.ts';
import { stringValue, unknownValue, type Value, withSensitive } from '#app/hcl/value.ts';
import { runCall } from './table-call.ts';
import {
  argumentsOf,
  attempt,
  type Case,
  isErrorWanted,
  type Outcome,
  type Runner,
  unwrap,
  wantedValue,
} from './table-case.ts';
import { callByName, evaluateText, FUNCTIONS, scopeOf } from './table-scope.ts';
import { describeType, describeValue, readType, readValue, type TableType } from './table-values.ts';

/** The variables of that test's Go code. */
const CONVERT_VARIABLES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['marked', withSensitive(stringValue('marked'), true)],
  ['unknown', unknownValue(DYNAMIC, ['the table says so'])],
]);

export const NAMED_RUNNERS: Readonly<Record<string, Runner>> = {
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
