import type { Attribute, Block, Expression } from '#app/hcl/syntax-tree.ts';
import type { Value } from '#app/hcl/value.ts';
import { attributeValue } from './attribute-value.ts';
import { evaluateIn, NO_NAMES } from './evaluate-in.ts';
import type { Steps } from './evaluation-graph.ts';
import { attributeOf, type SourcedBlock, sourceOf } from './module-files.ts';
import type { ModuleInstance } from './module-instance.ts';
import { needsOfBody } from './needs.ts';
import { type AttributeValue, UNKNOWN } from './resource.ts';

/** What the provider configuration of a resource decides. */
export interface ProviderSettings {
  /** Local name without alias. */
  readonly provider: string;
  readonly region: string | typeof UNKNOWN | null;
  /** Why the region is unknown. */
  readonly reason: string | null;
  readonly defaultTags: AttributeValue | undefined;
  /** The default tags as a value of the language, null where there are none. */
  readonly defaultTagsValue: Value | null;
  /** Paths of tags that get their value from a sensitive default. */
  readonly sensitiveTags: readonly string[];
}

/** The provider that a resource names, else the one that its type is called after: `aws`, `aws.west`. */
export function localProviderName(resource: Block): string {
  const type = resource.labels[0]?.text ?? '';
  return referenceText(attributeOf(resource, 'provider')?.expression) ?? (type.split('_', 1)[0] as string);
}

/** The settings of a provider by its local name, looked up through the `providers` of the module calls. */
export function* computeProvider(start: ModuleInstance, local: string): Steps<ProviderSettings> {
  const provider = local.split('.', 1)[0] ?? local;
  const found = findProvider(local, start);
  if (!found)
    return { provider, region: null, reason: null, defaultTags: undefined, defaultTagsValue: null, sensitiveTags: [] };
  const { module, sourced } = found;
  const { block } = sourced;
  yield* needsOfBody(block.body, module);
  const unknownReasons: Record<string, string> = {};
  const sensitivePaths: string[] = [];
  const evaluated = (attribute: Attribute): Value =>
    evaluateIn(attribute.expression, { module, names: NO_NAMES, source: sourceOf(sourced, attribute) });
  const read = (attribute: Attribute | undefined, path: string): AttributeValue | undefined =>
    attribute && attributeValue(evaluated(attribute), path, { unknownReasons, sensitivePaths });
  const region =
    read(attributeOf(block, 'region'), 'region') ?? regionOfZone(read(attributeOf(block, 'zone'), 'region'));
  const defaults = block.body.blocks.find((each) => each.type === 'default_tags');
  const tags = defaults ? attributeOf(defaults, 'tags') : undefined;
  const labels = attributeOf(block, 'default_labels');
  return {
    provider,
    region: region === UNKNOWN ? UNKNOWN : typeof region === 'string' && region !== '' ? region : null,
    reason: unknownReasons['region'] ?? null,
    defaultTags: read(tags, 'tags') ?? read(labels, 'labels'),
    defaultTagsValue: tags ? evaluated(tags) : null,
    // The list fills while the lines above are read.
    sensitiveTags: sensitivePaths.filter((path) => path.startsWith('tags') || path.startsWith('labels')),
  };
}

interface FoundProvider {
  readonly module: ModuleInstance;
  readonly sourced: SourcedBlock;
}

function findProvider(local: string, start: ModuleInstance): FoundProvider | null {
  let name = local;
  for (let module: ModuleInstance | null = start; module; module = module.caller?.module ?? null) {
    const [provider, alias] = name.split('.');
    const sourced = module.blocks('provider').find(({ block }) => {
      const own = attributeOf(block, 'alias')?.expression;
      return block.labels[0]?.text === provider && (own ? literalText(own) : undefined) === alias;
    });
    // An empty block in a called module only declares what its caller is to pass.
    if (sourced && !(module.caller && isProxy(sourced.block))) return { module, sourced };
    name = passedProvider(module, name);
  }
  return null;
}

function isProxy({ body }: Block): boolean {
  return body.blocks.length === 0 && body.attributes.every(({ name }) => name === 'alias' || name === 'version');
}

/** What the caller's `providers = { aws = aws.west }` calls the provider; without it the name stays, its alias not. */
function passedProvider(module: ModuleInstance, name: string): string {
  const providers = module.caller && attributeOf(module.caller.sourced.block, 'providers')?.expression;
  const passed =
    providers?.kind === 'object' ? providers.items.find(({ key }) => referenceText(key) === name) : undefined;
  return (passed && referenceText(passed.value)) ?? name.split('.', 1)[0] ?? name;
}

function referenceText(expression: Expression | undefined): string | undefined {
  if (!expression) return undefined;
  if (expression.kind === 'parentheses') return referenceText(expression.inner);
  if (expression.kind !== 'traversal') return literalText(expression);
  const steps = expression.steps.map((step) => (step.kind === 'attribute' ? `.${step.name}` : ''));
  return [expression.root, ...steps].join('');
}

function literalText(expression: Expression): string | undefined {
  if (expression.kind !== 'template') return undefined;
  const [part] = expression.parts;
  return part?.kind === 'text' ? part.text : undefined;
}

/** https://cloud.google.com/compute/docs/regions-zones: a zone is its region with a letter. */
function regionOfZone(zone: AttributeValue | undefined): AttributeValue | undefined {
  return typeof zone === 'string' ? zone.replace(/-[a-z]$/, '') : zone;
}
