import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';

/**
 * Dotted paths of the attributes that refer to other resources: by an expression or, as in a state, by a value that is
 * the name, id or address of one in `byIdentity`.
 */
export function referringPaths(
  resource: ResourceInstance,
  byIdentity: { has(value: string): boolean },
): readonly string[] {
  const { attributes, references, unknownReasons } = resource;
  const paths = Object.keys(references);
  for (const name of Object.keys(attributes)) {
    if (!isReferring(name) || name in references) continue;
    const value = attributes[name];
    // Most names are nobody's identity, and looking for whom they mean would cost more than all prices.
    if (unknownReasons[name] !== undefined || (typeof value === 'string' && byIdentity.has(value))) paths.push(name);
  }
  for (const inner of INNER_REFERENCES) {
    const [block = ''] = inner;
    if (attributes[block] && !Object.keys(references).some((path) => path.startsWith(block)))
      paths.push(...innerPaths(attributes, inner));
  }
  return paths;
}

/** Attributes that hold another's name, id or address though they are not called so; a state has no expressions. */
const REFERRING: ReadonlySet<string> = new Set([
  'bucket',
  'cluster',
  'service',
  'target',
  'ip_address',
  'instance_group_manager',
  'region_instance_group_manager',
]);

/** The same in blocks. */
const INNER_REFERENCES: readonly (readonly string[])[] = [
  ['subnet_mapping', 'allocation_id'],
  ['network_interface', 'access_config', 'nat_ip'],
];

function isReferring(name: string): boolean {
  return name.endsWith('_id') || name.endsWith('_name') || name.endsWith('_arn') || REFERRING.has(name);
}

/** `subnet_mapping.1.allocation_id`, for each of the blocks. */
function innerPaths(value: AttributeValue | undefined, steps: readonly string[]): readonly string[] {
  const [step, ...others] = steps;
  if (step === undefined) return [''];
  const inner = stepInto(value, step);
  const blocks = Array.isArray(inner) ? inner : [inner];
  return blocks.flatMap((each: AttributeValue | undefined, at: number) => {
    const prefix = Array.isArray(inner) ? `${step}.${at}` : step;
    return innerPaths(each, others).map((path) => (path === '' ? prefix : `${prefix}.${path}`));
  });
}

/** What stands under one step of a path; of a list of blocks the first, unless the step is its number. */
export function stepInto(value: AttributeValue | undefined, step: string): AttributeValue | undefined {
  if (Array.isArray(value) && /^\d+$/.test(step)) return value[Number(step)];
  const inner: AttributeValue | undefined = Array.isArray(value) ? value[0] : value;
  if (inner === null || inner === undefined || inner === UNKNOWN || typeof inner !== 'object') return undefined;
  return (inner as Readonly<Record<string, AttributeValue>>)[step];
}
