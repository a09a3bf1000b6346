import { ConfigError, type Diagnostic } from '#app/errors.ts';
import { newBudget } from '#app/hcl/budget.ts';
import { toDiagnostic } from '#app/hcl/diagnostic.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { type HclFile, parseExpressionText, parseHcl } from '#app/hcl/parse.ts';
import { parseHclJson } from '#app/hcl/parse-json.ts';
import type { Scope } from '#app/hcl/scope.ts';
import { isPrimitive } from '#app/hcl/type.ts';
import type { TypeConstraint } from '#app/hcl/type-constraint.ts';
import { stringValue, type Value } from '#app/hcl/value.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';
import type { RootInput } from './module-instance.ts';

export interface VariableSources {
  /** `TF_VAR_*` without the prefix; sensitive in all output. */
  readonly environment: Readonly<Record<string, string>>;
  /** Files given by name, relative to the tree, in their order. */
  readonly varFiles: readonly string[];
  /** `name=value` in their order. */
  readonly vars: readonly string[];
}

interface Reading {
  readonly values: Map<string, RootInput>;
  readonly diagnostics: Diagnostic[];
}

/**
 * Values for the root module's variables, by Terraform's own precedence: environment, `terraform.tfvars`,
 * `terraform.tfvars.json`, `*.auto.tfvars` in lexical order, then files and single values in the order given.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence (2026-08-21).
 * @throws ConfigError when a file given by name does not exist, or a single value is not NAME=VALUE.
 */
export function readVariables(
  tree: Tree,
  request: VariableSources & { readonly path: string; readonly diagnostics: Diagnostic[] },
): ReadonlyMap<string, RootInput> {
  const reading: Reading = { values: new Map(), diagnostics: request.diagnostics };
  for (const [name, text] of Object.entries(request.environment)) reading.values.set(name, { text, sensitive: true });
  for (const file of automaticFiles(tree, request.path)) readFile(tree, file, reading);
  for (const file of request.varFiles) {
    if (readFile(tree, file, reading)) continue;
    throw new ConfigError('there is no such variable file', {
      place: { file },
      remedy: 'give a path below the repository',
    });
  }
  for (const each of request.vars) {
    const at = each.indexOf('=');
    // The text is not shown: it may be a secret.
    if (at < 1) throw new ConfigError('--var is not NAME=VALUE', { remedy: 'write --var name=value' });
    reading.values.set(each.slice(0, at).trim(), { text: each.slice(at + 1), sensitive: false });
  }
  return reading.values;
}

/** The variable files that Terraform loads by itself, in its order; some may not exist. */
export function automaticFiles(tree: Tree, path: string): readonly string[] {
  const automatic = tree
    .list(path)
    .filter((entry) => entry.kind === 'file' && /\.auto\.tfvars(\.json)?$/.test(entry.name))
    .map((entry) => entry.name);
  return ['terraform.tfvars', 'terraform.tfvars.json', ...automatic].map((name) => joinPath(path, name));
}

/**
 * The meaning of text from outside a file: itself for a variable of a simple type or of none, else an expression.
 * https://developer.hashicorp.com/terraform/language/values/variables#complex-typed-values (read 2026-08-21).
 */
export function readInputText(text: string, constraint: TypeConstraint | null): Value {
  if (!constraint || isPrimitive(constraint.type)) return stringValue(text);
  const { expression, diagnostics } = parseExpressionText(text, 'value');
  if (!expression || diagnostics.length > 0) return stringValue(text);
  const found = evaluate(expression, literalScope());
  return found.diagnostics.length > 0 ? stringValue(text) : found.value;
}

function readFile(tree: Tree, file: string, { values, diagnostics }: Reading): boolean {
  const content = tree.read(file);
  if (!content) return false;
  const parsed = parseVariableFile(content, file);
  const scope = literalScope();
  const found = [...parsed.diagnostics];
  for (const { name, expression } of parsed.body.attributes) {
    const result = evaluate(expression, scope);
    values.set(name, { value: result.value });
    for (const each of result.diagnostics) found.push(each);
  }
  for (const each of found) diagnostics.push(toDiagnostic(each, parsed.source));
  return true;
}

/** A variable file as attributes, in either syntax. */
export function parseVariableFile(content: Uint8Array, file: string): HclFile {
  const text = new TextDecoder().decode(content);
  return file.endsWith('.json') ? parseHclJson(text, { file, strings: 'literal' }) : parseHcl(text, file);
}

function literalScope(): Scope {
  return { lookup: () => undefined, functions: terraformFunctions(), files: null, budget: newBudget() };
}
