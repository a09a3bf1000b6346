import { parseHcl } from '#app/hcl/parse.ts';
import type { Expression } from '#app/hcl/syntax-tree.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';
import { attributeOf, readModuleFiles } from '../module-files.ts';

/** One module call as its block spells it. */
export interface WrittenCall {
  readonly name: string;
  readonly source: string;
  /** The version constraint, an empty string without one. */
  readonly version: string;
}

/** The module calls of a directory whose source is a plain text. */
export function writtenCalls(tree: Tree, directory: string): readonly WrittenCall[] {
  return (readModuleFiles(tree, directory).byType.get('module') ?? []).flatMap(({ block }) => {
    const source = plainText(attributeOf(block, 'source')?.expression);
    const version = attributeOf(block, 'version')?.expression;
    const name = block.labels[0]?.text ?? '';
    return source === null ? [] : [{ name, source, version: plainText(version) ?? '' }];
  });
}

/** More directories than any honest repository of units has. */
const MAX_DIRECTORIES = 20_000;

/**
 * The sources of all Terragrunt units below a path, where they are plain texts. `tfr://HOST/NAME?version=V` is a
 * registry module: https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#terraform (read 2026-11-25).
 */
export function terragruntCalls(tree: Tree, path: string): readonly WrittenCall[] {
  const calls: WrittenCall[] = [];
  const pending = [path];
  for (let seen = 0; seen < MAX_DIRECTORIES; seen++) {
    const directory = pending.pop();
    if (directory === undefined) break;
    for (const entry of tree.list(directory)) {
      const inner = joinPath(directory, entry.name);
      if (entry.kind === 'directory' && !entry.isLink && !entry.name.startsWith('.')) pending.push(inner);
      const source = entry.kind === 'file' && entry.name.endsWith('.hcl') ? terragruntSource(tree, inner) : null;
      if (source !== null) calls.push({ name: '', ...registryCall(source) });
    }
  }
  return calls;
}

/** `tfr:///a/b/aws?version=1.2.3` as the source and version of a module call; other sources as they are. */
export function registryCall(source: string): Pick<WrittenCall, 'source' | 'version'> {
  const [, host = '', name = '', version = ''] = /^tfr:\/\/([^/?]*)\/([^?]+)(?:\?version=([^&]+))?$/.exec(source) ?? [];
  return name === '' ? { source, version: '' } : { source: host === '' ? name : `${host}/${name}`, version };
}

function terragruntSource(tree: Tree, file: string): string | null {
  const content = tree.read(file);
  if (!content) return null;
  const { blocks } = parseHcl(new TextDecoder().decode(content), file).body;
  const block = blocks.find(({ type }) => type === 'terraform');
  return block ? plainText(attributeOf(block, 'source')?.expression) : null;
}

function plainText(expression: Expression | undefined): string | null {
  if (expression?.kind !== 'template') return null;
  if (expression.parts.length === 0) return '';
  const [part] = expression.parts;
  return expression.parts.length === 1 && part?.kind === 'text' ? part.text : null;
}
