import type { Block } from '#app/hcl/syntax-tree.ts';
import { attributeValue } from './attribute-value.ts';
import { attributeOf, type ModuleInstance } from './module-instance.ts';
import { type AttributeValue, UNKNOWN } from './resource.ts';

/** What the provider configuration of a resource decides. */
export interface ProviderSettings {
  readonly provider: string;
  readonly region: string | typeof UNKNOWN | null;
  /** Why the region is unknown. */
  readonly reason: string | null;
  readonly defaultTags: AttributeValue | undefined;
  /** Paths of tags that get their value from a sensitive default. */
  readonly sensitiveTags: readonly string[];
}

/** The settings of the provider that a resource names, looked up through the `providers` of the module calls. */
export function providerSettings(resource: Block, module: ModuleInstance): ProviderSettings {
  const type = resource.labels[0]?.text ?? '';
  const named = referenceText(attributeOf(resource, 'provider')?.expression);
  const local = named ?? (type.split('_', 1)[0] as string);
  const found = findProvider(local, module);
  const provider = local.split('.', 1)[0] ?? local;
  if (!found) return { provider, region: null, reason: null, defaultTags: undefined, sensitiveTags: [] };
  const unknownReasons: Record<string, string> = {};
  const sensitivePaths: string[] = [];
  const read = (attribute: ReturnType<typeof attributeOf>, path: string): AttributeValue | undefined =>
    attribute && attributeValue(found.module.evaluate(attribute.expression), path, { unknownReasons, sensitivePaths });
  const region =
    read(attributeOf(found.block, 'region'), 'region') ?? regionOfZone(read(attributeOf(found.block, 'zone'), 'zone'));
  const defaults = found.block.body.blocks.find((each) => each.type === 'default_tags');
  const tags = defaults && read(attributeOf(defaults, 'tags'), 'tags');
  const labels = read(attributeOf(found.block, 'default_labels'), 'labels');
  return {
    provider,
    region: region === UNKNOWN ? UNKNOWN : typeof region === 'string' ? region : null,
    reason: unknownReasons['region'] ?? null,
    defaultTags: tags ?? labels,
    sensitiveTags: sensitivePaths.filter((path) => path.startsWith('tags') || path.startsWith('labels')),
  };
}

interface FoundProvider {
  readonly module: ModuleInstance;
  readonly block: Block;
}

function findProvider(local: string, start: ModuleInstance): FoundProvider | null {
  let name = local;
  for (let module: ModuleInstance | null = start; module; module = module.parent) {
    const [provider, alias] = name.split('.');
    const found = module.blocks('provider').find(({ block }) => {
      if (block.labels[0]?.text !== provider) return false;
      const own = attributeOf(block, 'alias')?.expression;
      return (own ? literalText(own) : undefined) === alias;
    });
    if (found) return { module, block: found.block };
    name = passedProvider(module, name);
  }
  return null;
}

/** What the caller's `providers = { aws = aws.west }` calls the provider; without it the name stays. */
function passedProvider(module: ModuleInstance, name: string): string {
  const providers = module.call && attributeOf(module.call.block, 'providers')?.expression;
  if (providers?.kind !== 'object') return name.split('.', 1)[0] ?? name;
  for (const item of providers.items) {
    if (referenceText(item.key) === name) return referenceText(item.value) ?? name;
  }
  return name.split('.', 1)[0] ?? name;
}

function referenceText(expression: Parameters<ModuleInstance['evaluate']>[0] | undefined): string | undefined {
  if (!expression) return undefined;
  if (expression.kind === 'traversal') {
    const steps = expression.steps.map((step) => (step.kind === 'attribute' ? `.${step.name}` : ''));
    return [expression.root, ...steps].join('');
  }
  return literalText(expression);
}

function literalText(expression: Parameters<ModuleInstance['evaluate']>[0]): string | undefined {
  if (expression.kind !== 'template') return undefined;
  const [part] = expression.parts;
  return part?.kind === 'text' ? part.text : undefined;
}

function regionOfZone(zone: AttributeValue | undefined): AttributeValue | undefined {
  return typeof zone === 'string' ? zone.replace(/-[a-z]$/, '') : zone;
}
