import { type Diagnostic, InputError } from '#app/errors.ts';
import { toDiagnostic } from '#app/hcl/diagnostic.ts';
import { parseHcl } from '#app/hcl/parse.ts';
import { lineAt, type SourceText } from '#app/hcl/source-text.ts';
import type { Attribute, Block } from '#app/hcl/syntax-tree.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';
import { parseModuleJson } from './module-json.ts';
import { mergeOverrides } from './override-files.ts';

/** A block with the file it stands in. */
export interface SourcedBlock {
  readonly block: Block;
  readonly source: SourceText;
  /** Files of the attributes and inner blocks that an override file has put in. */
  readonly overridden?: ReadonlyMap<Attribute | Block, SourceText>;
}

/** A value of a `locals` block. */
export interface SourcedAttribute {
  readonly attribute: Attribute;
  readonly source: SourceText;
}

/** The blocks of one module directory, overrides merged. */
export interface ModuleFiles {
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Blocks by type, in the order of files and lines. */
  readonly byType: ReadonlyMap<string, readonly SourcedBlock[]>;
  /** Blocks by type and labels, joined by dots: `resource.aws_vpc.main`. */
  readonly byName: ReadonlyMap<string, SourcedBlock>;
  readonly locals: ReadonlyMap<string, SourcedAttribute>;
}

const MODULE_FILE = /\.(tf|tofu)(\.json)?$/;
const OVERRIDE_FILE = /(^|_)override\.(tf|tofu)(\.json)?$/;

/**
 * Reads all `.tf` and `.tf.json` files of a directory (`.tofu` in place of a `.tf` of the same name) and merges
 * `override.tf` and `*_override.tf`. https://developer.hashicorp.com/terraform/language/files/override (2026-08-21).
 */
export function readModuleFiles(tree: Tree, path: string): ModuleFiles {
  const names = tree
    .list(path)
    .filter((entry) => entry.kind === 'file' && MODULE_FILE.test(entry.name))
    .map((entry) => entry.name);
  const tofu = new Set(names.filter((name) => name.includes('.tofu')).map((name) => name.replace('.tofu', '.tf')));
  const diagnostics: Diagnostic[] = [];
  const primary: SourcedBlock[] = [];
  const overrides: SourcedBlock[] = [];
  for (const name of names) {
    if (tofu.has(name) || name.startsWith('.') || name.endsWith('~')) continue;
    const file = joinPath(path, name);
    const content = readFile(tree, { file, diagnostics });
    if (!content) continue;
    const text = new TextDecoder().decode(content);
    const parsed = name.endsWith('.json') ? parseModuleJson(text, file) : parseHcl(text, file);
    for (const found of parsed.diagnostics) diagnostics.push(toDiagnostic(found, parsed.source));
    const into = OVERRIDE_FILE.test(name) ? overrides : primary;
    for (const block of parsed.body.blocks) into.push({ block, source: parsed.source });
  }
  return { path, diagnostics, ...indexed(mergeOverrides(primary, overrides)) };
}

/** A file that cannot be read, or is too large, is reported, and the others are read. */
function readFile(
  tree: Tree,
  request: { readonly file: string; readonly diagnostics: Diagnostic[] },
): Uint8Array | null {
  try {
    return tree.read(request.file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, remedy } = error;
    request.diagnostics.push({ severity: 'error', message, place: { file: request.file }, remedy });
    return null;
  }
}

function indexed(blocks: readonly SourcedBlock[]): Pick<ModuleFiles, 'byType' | 'byName' | 'locals'> {
  const byType = new Map<string, SourcedBlock[]>();
  const byName = new Map<string, SourcedBlock>();
  const locals = new Map<string, SourcedAttribute>();
  for (const sourced of blocks) {
    const { block } = sourced;
    const same = byType.get(block.type);
    if (same) same.push(sourced);
    else byType.set(block.type, [sourced]);
    const name = [block.type, ...block.labels.map((label) => label.text)].join('.');
    if (!byName.has(name)) byName.set(name, sourced);
    if (block.type !== 'locals') continue;
    for (const attribute of block.body.attributes) locals.set(attribute.name, { attribute, source: sourced.source });
  }
  return { byType, byName, locals };
}

/** The file that an attribute or inner block of a block stands in. */
export function sourceOf(sourced: SourcedBlock, item: Attribute | Block): SourceText {
  return sourced.overridden?.get(item) ?? sourced.source;
}

/** The attribute of a block by name. */
export function attributeOf(block: Block, name: string): Attribute | undefined {
  return block.body.attributes.find((each) => each.name === name);
}

/** First line of a block. */
export function lineOf({ source, block }: SourcedBlock): number {
  return lineAt(source, block.start);
}
