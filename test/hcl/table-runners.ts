import { HclError } from '#app/hcl/diagnostic.ts';
import { evaluateOrThrow } from '#app/hcl/evaluate.ts';
import { parseTemplateText } from '#app/hcl/parse.ts';
import { runCall } from './table-call.ts';
import { attempt, type Runner, type Table, wantedValue } from './table-case.ts';
import { NAMED_RUNNERS } from './table-named-runners.ts';
import { contextScope, evaluateText, FUNCTIONS, readVariables, scopeOf } from './table-scope.ts';
import { TERRAFORM_RUNNERS } from './table-terraform.ts';
import { describeValue } from './table-values.ts';

/** The runner of a table, null for those that test internals of Go programs. */
export function runnerOf(table: Table): Runner | null {
  if (table.group.startsWith('hcl: hclsyntax expressions')) return runExpression;
  if (table.group.startsWith('hcl: hclsyntax templates')) return runTemplate;
  if (table.group.startsWith('hcl: try/can')) return runTry;
  if (table.group.startsWith('tofu: lang/functions_test')) return runSource;
  const named = NAMED_RUNNERS[table.test] ?? TERRAFORM_RUNNERS[table.test];
  if (named) return named;
  if (table.group.startsWith('tofu: lang/funcs') || table.group.startsWith('go-cty: function')) return runCall;
  return null;
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
