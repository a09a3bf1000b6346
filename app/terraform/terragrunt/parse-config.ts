import { type HclDiagnostic, HclError } from '#app/hcl/diagnostic.ts';
import { type HclFile, parseHcl } from '#app/hcl/parse.ts';
import { jsonBlocks, parseHclJson } from '#app/hcl/parse-json.ts';
import type { Attribute, Block, Expression } from '#app/hcl/syntax-tree.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';

/** Names of a unit's configuration, the first that is there counts. */
const CONFIG_FILES: readonly string[] = ['terragrunt.hcl', 'terragrunt.hcl.json'];

/** How many labels the blocks of a configuration have: https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/ */
const LABELS: Readonly<Record<string, number>> = {
  terraform: 0,
  include: 1,
  locals: 0,
  remote_state: 0,
  dependency: 1,
  dependencies: 0,
  generate: 1,
  feature: 1,
  exclude: 0,
};

/** The configuration file of a directory, null where there is none. */
export function configFile(tree: Tree, directory: string): string | null {
  const names = new Set(tree.list(directory).flatMap(({ name, kind }) => (kind === 'file' ? [name] : [])));
  const found = CONFIG_FILES.find((name) => names.has(name));
  return found === undefined ? null : joinPath(directory, found);
}

/** A configuration in either syntax. Never throws for the text. */
export function parseConfig(text: string, file: string): HclFile {
  if (!file.endsWith('.json')) return parseHcl(text, file);
  const parsed = parseHclJson(text, { file, strings: 'template' });
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const diagnostics: HclDiagnostic[] = [...parsed.diagnostics];
  for (const property of parsed.body.attributes) {
    const labels = labelsOf(property);
    if (labels === null) attributes.push(property);
    else blocks.push(...blocksIn(property, { labels, diagnostics }));
  }
  return { ...parsed, body: { attributes, blocks, items: [...attributes, ...blocks] }, diagnostics };
}

/** An `include` may go without its label: then it holds a path itself. */
function labelsOf({ name, expression }: Attribute): number | null {
  const labels = Object.hasOwn(LABELS, name) ? (LABELS[name] ?? null) : null;
  return name === 'include' && hasName(expression, 'path') ? 0 : labels;
}

function hasName(expression: Expression, name: string): boolean {
  if (expression.kind !== 'object') return false;
  return expression.items.some(({ key }) => {
    const [part] = key.kind === 'template' ? key.parts : [];
    return part?.kind === 'text' && part.text === name;
  });
}

function blocksIn(
  property: Attribute,
  { labels, diagnostics }: { readonly labels: number; readonly diagnostics: HclDiagnostic[] },
): readonly Block[] {
  try {
    return jsonBlocks(property, labels).map((block) => withExtraArguments(block, diagnostics));
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    diagnostics.push({ severity: 'error', message: error.message, span: error.span ?? property });
    return [];
  }
}

/** The one block inside of a block that counts here. */
function withExtraArguments(block: Block, diagnostics: HclDiagnostic[]): Block {
  if (block.type !== 'terraform') return block;
  const extra = block.body.attributes.filter(({ name }) => name === 'extra_arguments');
  const attributes = block.body.attributes.filter(({ name }) => name !== 'extra_arguments');
  const blocks = extra.flatMap((property) => blocksIn(property, { labels: 1, diagnostics }));
  return { ...block, body: { attributes, blocks, items: [...attributes, ...blocks] } };
}
