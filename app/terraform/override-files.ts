import type { SourceText } from '#app/hcl/source-text.ts';
import type { Attribute, Block, Body } from '#app/hcl/syntax-tree.ts';
import type { SourcedBlock } from './module-files.ts';

/**
 * The blocks with those of override files merged into them: an attribute replaces the attribute of its name, a nested
 * block all blocks of its type. https://developer.hashicorp.com/terraform/language/files/override (2026-08-21).
 */
export function mergeOverrides(
  primary: readonly SourcedBlock[],
  overrides: readonly SourcedBlock[],
): readonly SourcedBlock[] {
  if (overrides.length === 0) return primary;
  const merged = [...primary];
  const places = new Map(primary.map((each, index) => [identity(each.block), index] as const).reverse());
  for (const override of overrides) {
    const at = places.get(identity(override.block));
    const base = at === undefined ? undefined : merged[at];
    // Blocks of locals are one map: a later value replaces an earlier one of its name.
    if (at === undefined || base === undefined || override.block.type === 'locals') merged.push(override);
    else merged[at] = mergedBlock(base, override);
  }
  return merged;
}

/** Two configurations of one provider are told apart by their alias. */
function identity(block: Block): string {
  const alias = block.type === 'provider' ? block.body.attributes.find((each) => each.name === 'alias') : undefined;
  const [part] = alias?.expression.kind === 'template' ? alias.expression.parts : [];
  return JSON.stringify([
    block.type,
    ...block.labels.map((label) => label.text),
    part?.kind === 'text' ? part.text : '',
  ]);
}

/** The block keeps the place of its first; what the override has put in knows its own file. */
function mergedBlock(base: SourcedBlock, override: SourcedBlock): SourcedBlock {
  const { attributes: own, blocks: inner } = override.block.body;
  const names = new Set(own.map((each) => each.name));
  const types = new Set(inner.map(blockType));
  const attributes: readonly Attribute[] = [
    ...base.block.body.attributes.filter((each) => !names.has(each.name)),
    ...own,
  ];
  const blocks = [...base.block.body.blocks.filter((each) => !types.has(blockType(each))), ...inner];
  const body: Body = { attributes, blocks, items: [...attributes, ...blocks] };
  const overridden = new Map<Attribute | Block, SourceText>(base.overridden);
  for (const item of [...own, ...inner]) overridden.set(item, override.source);
  return { source: base.source, block: { ...base.block, body }, overridden };
}

/** A `dynamic` block stands for blocks of the type that its label names. */
function blockType(block: Block): string {
  return block.type === 'dynamic' ? (block.labels[0]?.text ?? '') : block.type;
}
