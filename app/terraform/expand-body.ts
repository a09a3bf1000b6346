import { lineAt, type SourceText } from '#app/hcl/source-text.ts';
import type { Block, Body, Expression } from '#app/hcl/syntax-tree.ts';
import { DYNAMIC, objectType } from '#app/hcl/type.ts';
import { mappingValue, objectValue, reasonsOf, tupleValue, unknownValue, type Value } from '#app/hcl/value.ts';
import { evaluateIn, type LocalNames } from './evaluate-in.ts';
import { attributeOf, type SourcedBlock, sourceOf } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';
import { pairsOf } from './repetition.ts';

/** Blocks and attributes that steer Terraform itself and are no part of what the provider sees. */
const META_BLOCKS: ReadonlySet<string> = new Set(['lifecycle', 'provisioner', 'connection']);
const META_ATTRIBUTES: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'depends_on',
  'provider',
  'lifecycle',
  '//',
]);

/** Where a body is expanded: in which module, for which instance. */
export interface BodyPlace {
  readonly module: ModuleInstance;
  readonly names: LocalNames;
}

interface InnerPlace extends BodyPlace {
  readonly source: SourceText;
  /** What the block around is called; what it has beside what is configured only the provider knows. */
  readonly label: string;
}

/** What a resource configures: attributes as they evaluate, blocks as lists of objects, `dynamic` ones expanded. */
export function expandResource(sourced: SourcedBlock, place: BodyPlace): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const attribute of sourced.block.body.attributes) {
    if (META_ATTRIBUTES.has(attribute.name)) continue;
    values.set(attribute.name, evaluateIn(attribute.expression, { ...place, source: sourceOf(sourced, attribute) }));
  }
  const lists = new Map<string, Value[]>();
  for (const block of sourced.block.body.blocks) {
    if (META_BLOCKS.has(block.type)) continue;
    addBlock(block, { values, lists }, { ...place, source: sourceOf(sourced, block), label: labelOf(sourced) });
  }
  return withLists(values, lists);
}

function expandInner(body: Body, place: InnerPlace): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, expression } of body.attributes) values.set(name, evaluateIn(expression, place));
  const lists = new Map<string, Value[]>();
  for (const block of body.blocks) addBlock(block, { values, lists }, place);
  return withLists(values, lists);
}

/** A block has more attributes than those that are configured. */
function blockValue(body: Body, place: InnerPlace): Value {
  const entries = expandInner(body, place);
  const types = new Map([...entries].map(([name, value]) => [name, value.type] as const));
  return mappingValue({ ...objectType(types), open: place.label }, entries);
}

function labelled(place: InnerPlace, type: string): InnerPlace {
  return { ...place, label: `${place.label}.${type}` };
}

function labelOf({ block }: SourcedBlock): string {
  return block.labels.map((label) => label.text).join('.');
}

interface Collected {
  readonly values: Map<string, Value>;
  readonly lists: Map<string, Value[]>;
}

function addBlock(block: Block, { values, lists }: Collected, place: InnerPlace): void {
  const isDynamic = block.type === 'dynamic' && block.labels[0] !== undefined;
  const type = isDynamic ? (block.labels[0]?.text ?? '') : block.type;
  const items = isDynamic ? dynamicItems(block, place) : [blockValue(block.body, labelled(place, block.type))];
  if (!Array.isArray(items)) values.set(type, items as Value);
  else lists.set(type, [...(lists.get(type) ?? []), ...(items as readonly Value[])]);
}

function withLists(values: Map<string, Value>, lists: ReadonlyMap<string, Value[]>): ReadonlyMap<string, Value> {
  for (const [type, items] of lists) if (!values.has(type)) values.set(type, tupleValue(items));
  return values;
}

/**
 * The blocks that a `dynamic` block stands for, or an unknown when its collection is.
 * https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks (read 2026-08-21).
 */
function dynamicItems(block: Block, place: InnerPlace): readonly Value[] | Value {
  const { limits } = place.module.project;
  if (limits.blocks < 0) return tooManyBlocks(block, place);
  const forEach = attributeOf(block, 'for_each');
  const collection = forEach ? evaluateIn(forEach.expression, place) : tupleValue([]);
  if (collection.kind === 'null') return [];
  const pairs = pairsOf(collection);
  if (!pairs)
    return unknownValue(
      DYNAMIC,
      reasonsOf([collection]).length > 0 ? reasonsOf([collection]) : ['its for_each is no collection'],
    );
  limits.blocks -= pairs.length;
  if (limits.blocks < 0) return tooManyBlocks(block, place);
  const content = block.body.blocks.find((each) => each.type === 'content');
  const type = block.labels[0]?.text ?? '';
  const name = iteratorName(attributeOf(block, 'iterator')?.expression) ?? type;
  return pairs.map(([key, value]) => {
    const names = new Map(place.names).set(name, objectValue(new Map(Object.entries({ key, value }))));
    return content ? blockValue(content.body, labelled({ ...place, names }, type)) : objectValue(new Map());
  });
}

/** The unknown in place of blocks that are too many, which is reported as an error. */
function tooManyBlocks(block: Block, { module, source }: InnerPlace): Value {
  const message = 'dynamic blocks stand for more blocks than are allowed';
  const place = { file: source.file, line: lineAt(source, block.start) };
  module.project.report({ severity: 'error', message, place, remedy: 'make fewer of them' });
  return unknownValue(DYNAMIC, [message]);
}

function iteratorName(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'traversal') return expression.root;
  const [part] = expression?.kind === 'template' ? expression.parts : [];
  return part?.kind === 'text' ? part.text : undefined;
}
