import { ConfigError, type Diagnostic } from '#app/errors.ts';
import { newBudget } from '#app/hcl/budget.ts';
import { toDiagnostic } from '#app/hcl/diagnostic.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { decodeJson } from '#app/hcl/json-value.ts';
import { parseExpressionText, parseHcl } from '#app/hcl/parse.ts';
import type { Scope } from '#app/hcl/scope.ts';
import { stringValue, type Value, withSensitive } from '#app/hcl/value.ts';
import type { Tree } from '#app/source/tree.ts';

export interface VariableSources {
  /** `TF_VAR_*` without the prefix; sensitive in all output. */
  readonly environment: Readonly<Record<string, string>>;
  /** Files given by name, relative to the tree, in their order. */
  readonly varFiles: readonly string[];
  /** `name=value` in their order. */
  readonly vars: readonly string[];
}

/**
 * Values for the root module's variables, by Terraform's own precedence: environment, `terraform.tfvars`,
 * `terraform.tfvars.json`, `*.auto.tfvars` in lexical order, then files and single values in the order given.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence (2026-08-21).
 * @throws ConfigError when a file given by name does not exist.
 */
export function readVariables(
  tree: Tree,
  request: VariableSources & { readonly path: string; readonly diagnostics: Diagnostic[] },
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, text] of Object.entries(request.environment))
    values.set(name, withSensitive(plainValue(text), true));
  const inModule = (name: string): string => (request.path === '' ? name : `${request.path}/${name}`);
  const automatic = tree
    .list(request.path)
    .filter((entry) => entry.kind === 'file' && /\.auto\.tfvars(\.json)?$/.test(entry.name))
    .map((entry) => inModule(entry.name));
  for (const file of [inModule('terraform.tfvars'), inModule('terraform.tfvars.json'), ...automatic]) {
    readFile(tree, { file, values, diagnostics: request.diagnostics });
  }
  for (const file of request.varFiles) {
    if (readFile(tree, { file, values, diagnostics: request.diagnostics })) continue;
    const remedy = 'give a path below the repository';
    throw new ConfigError('there is no such variable file', { place: { file }, remedy });
  }
  for (const each of request.vars) {
    const at = each.indexOf('=');
    if (at < 1) throw new ConfigError(`--var ${each} is not NAME=VALUE`, { remedy: 'write --var name=value' });
    values.set(each.slice(0, at), plainValue(each.slice(at + 1)));
  }
  return values;
}

/** Text from outside a file: an expression where it reads as a literal collection, number or truth, else a string. */
function plainValue(text: string): Value {
  if (!/^\s*([[{"]|-?\d|true\s*$|false\s*$|null\s*$)/.test(text)) return stringValue(text);
  const { expression, diagnostics } = parseExpressionText(text, '--var');
  if (!expression || diagnostics.length > 0) return stringValue(text);
  const found = evaluate(expression, literalScope());
  return found.diagnostics.length > 0 ? stringValue(text) : found.value;
}

function readFile(
  tree: Tree,
  request: { readonly file: string; readonly values: Map<string, Value>; readonly diagnostics: Diagnostic[] },
): boolean {
  const content = tree.read(request.file);
  if (!content) return false;
  const text = new TextDecoder().decode(content);
  if (request.file.endsWith('.json')) {
    const decoded = decodeJson(text);
    if (decoded.kind === 'mapping') for (const [name, value] of decoded.entries) request.values.set(name, value);
    return true;
  }
  const parsed = parseHcl(text, request.file);
  request.diagnostics.push(...parsed.diagnostics.map((found) => toDiagnostic(found, parsed.source)));
  const scope = literalScope();
  for (const { name, expression } of parsed.body.attributes)
    request.values.set(name, evaluate(expression, scope).value);
  return true;
}

function literalScope(): Scope {
  return { lookup: () => undefined, functions: terraformFunctions(), files: null, budget: newBudget() };
}
