import { newBudget } from '#app/hcl/budget.ts';
import { HclError } from '#app/hcl/diagnostic.ts';
import { encodeJson } from '#app/hcl/encode-json.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import type { FunctionTable, HclFunction } from '#app/hcl/function.ts';
import { parseHcl } from '#app/hcl/parse.ts';
import { DYNAMIC, STRING } from '#app/hcl/type.ts';
import {
  listValue,
  objectValue,
  stringValue,
  tupleValue,
  unknownValue,
  type Value,
  withSensitive,
} from '#app/hcl/value.ts';
import type { Tree } from '#app/source/tree.ts';
import { findAbove, parentOf, relativeTo, treePath } from './unit-paths.ts';

/** Where a configuration is evaluated. */
export interface FunctionContext {
  readonly tree: Tree;
  /** The configuration file that is read. */
  readonly file: string;
  /** Directory of the unit that everything is read for. */
  readonly unit: string;
  /** Directory of the unit that all of it is for, also where a file of another directory is read. */
  readonly original: string;
  /** Variables of the environment that the door lets through; sensitive. */
  readonly environment: Readonly<Record<string, string>>;
  /** The file that this one includes, under this name or as the only one; null where it includes none. */
  readonly included: (name: string | undefined) => string | null;
  /** `read_terragrunt_config`: the locals and inputs of another file. */
  readonly readConfig: (path: string) => Value | null;
}

/**
 * Terragrunt's own functions. Whatever runs a command, decrypts or asks a cloud is unknown: nothing is executed.
 * https://terragrunt.gruntwork.io/docs/reference/hcl/functions/ (read 2026-11-25).
 */
export function terragruntFunctions(context: FunctionContext): FunctionTable {
  const { tree, file, unit, original, environment } = context;
  const here = parentOf(file);
  // Seen from the unit, the parent is what it includes; seen from an included file, it is that file.
  const parent = (name: string | undefined): string => parentOf(context.included(name) ?? file);
  const path = (value: string): Value => stringValue(`/${value}`);
  const known: Readonly<Record<string, (args: readonly string[]) => Value>> = {
    find_in_parent_folders: ([name, fallback]) => {
      // An included file looks from the unit that includes it.
      const found = findAbove(tree, { from: unit, name: name || 'terragrunt.hcl' });
      const other = found ?? (name === undefined ? findAbove(tree, { from: unit, name: 'root.hcl' }) : null);
      if (other !== null) return path(other);
      if (fallback !== undefined) return stringValue(fallback);
      throw new HclError(`there is no ${name || 'terragrunt.hcl'} in a folder above`, null);
    },
    path_relative_to_include: ([name]) => stringValue(relativeTo(parent(name), unit)),
    path_relative_from_include: ([name]) => stringValue(relativeTo(unit, parent(name))),
    get_terragrunt_dir: () => path(unit),
    get_original_terragrunt_dir: () => path(original),
    get_working_dir: () => path(unit),
    get_parent_terragrunt_dir: ([name]) => path(parent(name)),
    get_repo_root: () => path(''),
    get_path_from_repo_root: () => stringValue(unit === '' ? '.' : unit),
    get_path_to_repo_root: () => stringValue(relativeTo(unit, '')),
    get_platform: () => stringValue('linux'),
    get_terraform_command: () => stringValue('plan'),
    get_terraform_cli_args: () => tupleValue([]),
    get_terraform_commands_that_need_vars: () => words('apply console destroy import plan push refresh validate'),
    get_terraform_commands_that_need_input: () => words('apply import init plan refresh'),
    get_terraform_commands_that_need_locking: () => words('apply destroy import plan refresh taint untaint'),
    get_terraform_commands_that_need_parallelism: () => words('apply plan destroy'),
    get_env: ([name = '', fallback]) => {
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (value !== undefined) return withSensitive(stringValue(value), true);
      return fallback === undefined
        ? unknownValue(STRING, [`${name} is not in the environment`])
        : stringValue(fallback);
    },
    read_tfvars_file: ([name = '']) => {
      const at = treePath(name, here);
      const content = at === null ? null : tree.read(at);
      return content
        ? variablesAsJson(new TextDecoder().decode(content), name)
        : unknownValue(STRING, [`${name} cannot be read`]);
    },
    get_default_retryable_errors: () =>
      unknownValue(DYNAMIC, ['the errors that Terragrunt retries are not listed here']),
    mark_as_read: ([name = '']) => stringValue(name),
    read_terragrunt_config: ([name = '']) => {
      const at = treePath(name, here);
      return (at === null ? null : context.readConfig(at)) ?? unknownValue(DYNAMIC, [`${name} cannot be read`]);
    },
  };
  const table = new Map<string, HclFunction>();
  for (const [name, answer] of Object.entries(known)) table.set(name, withTexts(answer));
  for (const name of UNKNOWN_HERE) {
    table.set(
      name,
      withTexts(() => unknownValue(STRING, [`${name}() is not called here`])),
    );
  }
  return table;
}

const UNKNOWN_HERE: readonly string[] = [
  'run_cmd',
  'sops_decrypt_file',
  'get_aws_account_id',
  'get_aws_account_alias',
  'get_aws_caller_identity_arn',
  'get_aws_caller_identity_user_id',
  'get_terragrunt_source_cli_flag',
];

/** The variables of a `.tfvars` or `.tfvars.json` file as JSON. */
function variablesAsJson(text: string, name: string): Value {
  if (name.endsWith('.json')) return stringValue(text);
  const { body } = parseHcl(text, name);
  const scope = { lookup: () => undefined, functions: new Map(), files: null, budget: newBudget() };
  const entries = body.attributes.map((each) => [each.name, evaluate(each.expression, scope).value] as const);
  return stringValue(encodeJson(objectValue(new Map(entries))));
}

/** A function of any number of texts; other arguments are left out. */
function withTexts(answer: (args: readonly string[]) => Value): HclFunction {
  return {
    parameters: [],
    rest: { name: 'values', type: DYNAMIC, allowNull: true },
    returns: DYNAMIC,
    call: (args) => answer(args.flatMap((each) => (each.kind === 'string' ? [each.text] : []))),
  };
}

function words(text: string): Value {
  return listValue(
    STRING,
    text.split(' ').map((word) => stringValue(word)),
  );
}
