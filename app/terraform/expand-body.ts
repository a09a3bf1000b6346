import { evaluate } from '#app/hcl/evaluate.ts';
import type { Scope } from '#app/hcl/scope.ts';
import type { Block, Body } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC } from '#app/hcl/type.ts';
import {
  numberValue,
  objectValue,
  reasonsOf,
  stringValue,
  tupleValue,
  unknownValue,
  type Value,
} from '#app/hcl/value.ts';

/** Blocks that steer Terraform itself and are no part of what the provider sees. */
const META_BLOCKS: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection']);
const META_ATTRIBUTES: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'provider',
  'providers',
  'source',
  'version',
]);

/** A body with its `dynamic` blocks expanded: attributes as they evaluate, blocks as lists of objects. */
export function expandBody(body: Body, scope: Scope, depth = 0): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const attribute of body.attributes) {
    if (depth === 0 && META_ATTRIBUTES.has(attribute.name)) continue;
    values.set(attribute.name, evaluate(attribute.expression, scope).value);
  }
  const lists = new Map<string, Value[]>();
  for (const block of body.blocks) {
    if (depth === 0 && META_BLOCKS.has(block.type)) continue;
    const type = block.type === 'dynamic' ? (block.labels[0]?.text ?? 'dynamic') : block.type;
    const items =
      block.type === 'dynamic' ? dynamicItems(block, { scope, depth }) : [blockValue(block.body, { scope, depth })];
    if (items === null) values.set(type, unknownBlocks(block, scope));
    else lists.set(type, [...(lists.get(type) ?? []), ...items]);
  }
  for (const [type, items] of lists) if (!values.has(type)) values.set(type, tupleValue(items));
  return values;
}

interface Place {
  readonly scope: Scope;
  readonly depth: number;
}

function blockValue(body: Body, { scope, depth }: Place): Value {
  return objectValue(expandBody(body, scope, depth + 1));
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks; null when for_each is unknown. */
function dynamicItems(block: Block, { scope, depth }: Place): readonly Value[] | null {
  const content = block.body.blocks.find((each) => each.type === 'content');
  const collection = forEach(block, scope);
  if (!content || collection.kind === 'null') return [];
  const iterator = block.body.attributes.find((each) => each.name === 'iterator')?.expression;
  const name = iterator?.kind === 'traversal' ? iterator.root : (block.labels[0]?.text ?? '');
  const pairs = pairsOf(collection);
  return (
    pairs?.map(([key, value]) => {
      const each = objectValue(new Map([['key', key] as const, ['value', value] as const]));
      const inner: Scope = { ...scope, lookup: (root) => (root === name ? each : scope.lookup(root)) };
      const resolve = scope.resolve?.bind(scope);
      const resolving: Scope = resolve
        ? { ...inner, resolve: (reference) => (reference.root === name ? undefined : resolve(reference)) }
        : inner;
      return blockValue(content.body, { scope: resolving, depth });
    }) ?? null
  );
}

function forEach(block: Block, scope: Scope): Value {
  const attribute = block.body.attributes.find((each) => each.name === 'for_each');
  return attribute ? evaluate(attribute.expression, scope).value : tupleValue([]);
}

function unknownBlocks(block: Block, scope: Scope): Value {
  return unknownValue(DYNAMIC, reasonsOf([forEach(block, scope)]));
}

/** Key and value of each element; null when the collection is not known. */
export function pairsOf(collection: Value): readonly (readonly [Value, Value])[] | null {
  if (collection.kind === 'mapping') return [...collection.entries].map(([key, value]) => [stringValue(key), value]);
  if (collection.kind !== 'sequence') return null;
  const isSet = collection.type.kind === 'set';
  return collection.items.map((item, index) => [isSet ? item : numberValue(index), item]);
}
