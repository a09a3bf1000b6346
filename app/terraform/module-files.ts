import type { Diagnostic } from '#app/errors.ts';
import { toDiagnostic } from '#app/hcl/diagnostic.ts';
import { parseHcl } from '#app/hcl/parse.ts';
import type { SourceText } from '#app/hcl/source-text.ts';
import type { Attribute, Block, Body } from '#app/hcl/syntax-tree.ts';
import type { Tree } from '#app/source/tree.ts';

/** A block with the file it stands in. */
export interface SourcedBlock {
  readonly block: Block;
  readonly source: SourceText;
}

/** The blocks of one module directory, overrides merged. */
export interface ModuleFiles {
  readonly path: string;
  readonly blocks: readonly SourcedBlock[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads all `.tf` (or `.tofu` in their place) files of a directory and merges `override.tf` and `*_override.tf`.
 * https://developer.hashicorp.com/terraform/language/files/override (facts read 2026-08-21).
 */
export function readModuleFiles(tree: Tree, path: string): ModuleFiles {
  const names = tree.list(path).filter((entry) => entry.kind === 'file' && /\.(tf|tofu)$/.test(entry.name));
  const tofu = new Set(
    names.filter(({ name }) => name.endsWith('.tofu')).map(({ name }) => name.replace(/\.tofu$/, '.tf')),
  );
  const diagnostics: Diagnostic[] = [];
  const primary: SourcedBlock[] = [];
  const overrides: SourcedBlock[] = [];
  for (const { name } of names) {
    if (tofu.has(name)) continue;
    const file = path === '' ? name : `${path}/${name}`;
    const content = tree.read(file);
    if (!content) continue;
    const parsed = parseHcl(new TextDecoder().decode(content), file);
    diagnostics.push(...parsed.diagnostics.map((found) => toDiagnostic(found, parsed.source)));
    const into = /(^|_)override\.(tf|tofu)$/.test(name) ? overrides : primary;
    into.push(...parsed.body.blocks.map((block) => ({ block, source: parsed.source })));
  }
  return { path, blocks: mergeOverrides(primary, overrides), diagnostics };
}

function mergeOverrides(primary: readonly SourcedBlock[], overrides: readonly SourcedBlock[]): readonly SourcedBlock[] {
  let merged = [...primary];
  for (const override of overrides) {
    const at = merged.findIndex(({ block }) => identity(block) === identity(override.block));
    if (at < 0 || override.block.type === 'locals') merged.push(override);
    else merged = merged.with(at, mergedBlock(merged[at] as SourcedBlock, override));
  }
  return merged;
}

function identity(block: Block): string {
  return JSON.stringify([block.type, ...block.labels.map((label) => label.text)]);
}

/**
 * Attributes replace attributes of the same name, nested blocks replace all blocks of their type. Offsets belong to
 * one file: the merged block keeps the place of its first.
 */
function mergedBlock(base: SourcedBlock, override: SourcedBlock): SourcedBlock {
  const names = new Set(override.block.body.attributes.map((each) => each.name));
  const types = new Set(override.block.body.blocks.map((each) => each.type));
  const attributes: readonly Attribute[] = [
    ...base.block.body.attributes.filter((each) => !names.has(each.name)),
    ...override.block.body.attributes,
  ];
  const blocks = [...base.block.body.blocks.filter((each) => !types.has(each.type)), ...override.block.body.blocks];
  const body: Body = { attributes, blocks, items: [...attributes, ...blocks] };
  return { source: base.source, block: { ...base.block, body } };
}
