/** Tables of OpenTofu's scope, of `count` and of `for_each`, run against app/terraform. */
import type { Diagnostic } from '#app/errors.ts';
import { convertValue } from '#app/hcl/convert.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';
import { findReferences } from '#app/hcl/references.ts';
import { listType, mapType, objectType, STRING, type Type } from '#app/hcl/type.ts';
import { mapValue, NULL, objectValue, type Value } from '#app/hcl/value.ts';
import { memoryTree } from '#app/source/tree.ts';
import { evaluateIn, NO_NAMES } from '#app/terraform/evaluate-in.ts';
import { resultOf } from '#app/terraform/evaluation-graph.ts';
import type { ModuleInstance } from '#app/terraform/module-instance.ts';
import { openModule } from '#app/terraform/read-project.ts';
import { countRepetitions, forEachRepetitions, type Repetitions } from '#app/terraform/repetition.ts';
import { resolveReference } from '#app/terraform/resolve-reference.ts';
import { type Case, isErrorWanted, type Runner, unwrap, wantedValue } from './table-case.ts';
import { describeValue, readValue, type TableValue } from './table-values.ts';

/** What the Go tests hold in memory (their variables, resources, modules), written down as the module foo/bar. */
const MODULE = `
  locals { foo = "bar" }
  resource "null_resource" "foo" { attr = "bar" }
  resource "null_resource" "multi" {
    count = 2
    attr  = "multi\${count.index}"
  }
  resource "null_resource" "each" {
    for_each = toset(["each0", "each1"])
    attr     = each.value
  }
  resource "null_resource" "keyed" { for_each = { a = 1 } }
  data "null_data_source" "foo" { attr = "bar" }
  module "foo" { source = "./foo" }
  variable "baz" { default = "boop" }
`;
const OUTPUTS = 'output "output0" { value = "bar0" }\noutput "output1" { value = "bar1" }\n';
const SCHEMA: Readonly<Record<string, { readonly type: Type; readonly absent: Value }>> = {
  foo: { type: STRING, absent: NULL },
  list_of_obj: { type: listType(objectType(new Map([['boop', STRING]]))), absent: NULL },
  bar: {
    type: mapType(objectType(new Map([['baz', STRING]]))),
    absent: mapValue(objectType(new Map([['baz', STRING]])), new Map()),
  },
};

export const TERRAFORM_RUNNERS: Readonly<Record<string, Runner>> = {
  TestScopeEvalContext: (one) => {
    const wanted = one['Want'] as Readonly<Record<string, TableValue>>;
    const seen = rootsIn(one['Expr'] as string);
    const paths = Object.entries(wanted).flatMap(([root, value]) => leavesOf(root, value));
    const module = moduleOf(MODULE);
    return {
      got: [seen.sort().join(), ...paths.map(({ path }) => `${path} ${textIn(path, module)}`)].join('\n'),
      wanted: [
        Object.keys(wanted).sort().join(),
        ...paths.map(({ path, leaf }) => `${path} ${describeValue(readValue(leaf))}`),
      ].join('\n'),
    };
  },
  TestScopeExpandEvalBlock: (one) => {
    const module = moduleOf(`locals { greeting = "howdy" }\nresource "null_resource" "block" {\n${one['Config']}\n}\n`);
    const values = resultOf(module.resource('resource.null_resource.block')!, module.project.graph)?.values[0];
    const entries = Object.entries(SCHEMA).map(([name, { type, absent }]) => {
      const given = values?.get(name);
      return [name, given ? convertValue(given, type) : convertValue(absent, type)] as const;
    });
    return { got: describeValue(objectValue(new Map(entries))), wanted: wantedValue(one['Want']) };
  },
  TestScopeEvalSelfBlock: (one) => {
    const text = (one['Config'] as string).replace(/^attr = /, '');
    const wanted = (one['Want'] as Record<string, TableValue>)['attr']!;
    return { got: textIn(text, moduleOf(MODULE)), wanted: describeValue(readValue(wanted)) };
  },
  Test_enhanceFunctionDiags: (one) => {
    const found: Diagnostic[] = [];
    moduleOf(`locals {\n${one['Config']}\n}\noutput "attr" { value = local.attr }\n`, found);
    return {
      got: (found[0]?.message ?? '').toLowerCase(),
      wanted: `${one['Summary']}: ${one['Detail']}`.toLowerCase().replace(/\.$/, ''),
    };
  },
  TestEvaluateCountExpression_valid: (one) => countCase(one, String(one['expected'])),
  TestEvaluateCountExpression_errors: (one) => countCase(one, one['CausedByUnknown'] ? 'unknown' : 'error'),
  TestEvaluateForEach: (one) => {
    const wanted = Object.entries(one['PlanReturnValue'] as Record<string, TableValue>);
    return {
      got: outcome(forEachRepetitions(readValue(unwrap(one['Input'])!), 1000), (each) => {
        const value = each.names.get('each');
        return `${each.index} = ${value?.kind === 'mapping' ? describeValue(value.entries.get('value')!) : ''}`;
      }),
      wanted: isErrorWanted(one)
        ? 'error'
        : wanted.map(([key, value]) => `${key} = ${describeValue(readValue(value))}`).join(),
    };
  },
};

function countCase(one: Case, wanted: string): { got: string; wanted: string } {
  const found = countRepetitions(readValue(unwrap(one['val'])!), 1000);
  const got = outcome(found, () => '');
  return { got: got === 'error' || got === 'unknown' ? got : String(found.items.length), wanted };
}

function outcome({ items, problem }: Repetitions, describe: (item: Repetitions['items'][number]) => string): string {
  if (problem !== null) return 'error';
  return items.some((item) => item.unknown) ? 'unknown' : items.map(describe).join();
}

/** The module of the tests as one that a root module calls at foo/bar. */
function moduleOf(content: string, diagnostics: Diagnostic[] = []): ModuleInstance {
  const files = new Map([
    ['main.tf', 'module "m" { source = "./foo/bar" }\n'],
    ['foo/bar/main.tf', content],
    ['foo/bar/foo/main.tf', OUTPUTS],
  ]);
  const root = openModule(memoryTree(files), { path: '', workspace: 'default', inputs: new Map(), diagnostics });
  const module = resultOf(root.call('m')!, root.project.graph)?.instances?.[0];
  if (!module) throw new Error('the module of the table is not to be had');
  for (const { block } of module.blocks('output'))
    resultOf(module.output(block.labels[0]?.text ?? ''), root.project.graph);
  return module;
}

/** The value of an expression in the module, with the names that the tests bind: count, each and self. */
function textIn(text: string, module: ModuleInstance): string {
  const parsed = parseExpressionText(text, 'table.tf');
  const { graph } = module.project;
  const names = new Map<string, Value>();
  for (const key of ['multi', 'keyed'])
    for (const [name, value] of resultOf(module.resource(`resource.null_resource.${key}`)!, graph)?.repetitions[0]
      ?.names ?? [])
      names.set(name, value);
  if (text.startsWith('self'))
    names.set(
      'self',
      evaluateIn(parseExpressionText('null_resource.multi[1]', 'table.tf').expression!, {
        module,
        names: NO_NAMES,
        source: parsed.source,
      }),
    );
  return describeValue(evaluateIn(parsed.expression!, { module, names, source: parsed.source }));
}

/** Roots that an expression takes from its scope; a resource is there under two of them, the workspace as well. */
function rootsIn(text: string): string[] {
  const module = moduleOf(MODULE);
  const found = findReferences(parseExpressionText(text, 'table.tf').expression!)
    .filter((reference) => resolveReference(reference, module) !== undefined)
    .map(({ root }) => root);
  const aliases = found.flatMap((root) => {
    if (root === 'null_resource') return [root, 'resource'];
    return root === 'terraform' || root === 'tofu' ? ['terraform', 'tofu'] : [root];
  });
  return [...new Set(aliases)];
}

/** The texts and numbers in a value of the table, each with the expression that leads to it; lengths of tuples. */
function leavesOf(path: string, value: TableValue): { readonly path: string; readonly leaf: TableValue }[] {
  if (value.t === 'tuple') {
    const items = value.v as TableValue[];
    return [
      { path: `length(${path})`, leaf: { t: 'number', v: String(items.length) } },
      ...items.flatMap((item, index) => leavesOf(`${path}[${index}]`, item)),
    ];
  }
  if (value.t !== 'object') return [{ path, leaf: value }];
  return Object.entries(value.v as Record<string, TableValue>).flatMap(([name, item]) =>
    leavesOf(/^each\d/.test(name) ? `${path}["${name}"]` : `${path}.${name}`, item),
  );
}
