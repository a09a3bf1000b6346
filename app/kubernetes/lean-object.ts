import { isBuiltInGroup } from './manifest-object.ts';
import { isMap, type ManifestMap, type ManifestValue } from './manifest-value.ts';

/** Fields of built-in objects that hold much and decide nothing about cost. */
const BULK: ReadonlySet<string> = new Set(['data', 'binaryData', 'stringData', 'status']);

/** What of a container decides about cost. */
const CONTAINER_FIELDS: readonly string[] = ['name', 'image', 'resources', 'restartPolicy', 'ports'];

/**
 * The object without what nothing here asks for, so that the rest of a large set of manifests can be forgotten while it
 * is read. Custom resources are kept whole: only their operators know their fields.
 */
export function leanObject(
  value: ManifestMap,
  identity: { readonly group: string; readonly kind: string },
): ManifestMap {
  if (!isBuiltInGroup(identity.group)) return value;
  const whole = identity.kind === 'CustomResourceDefinition' ? ['apiVersion', 'kind', 'metadata'] : null;
  const fields = Object.entries(value).filter(([name]) => (whole ? whole.includes(name) : !BULK.has(name)));
  const lean = Object.fromEntries(fields);
  return isMap(lean['spec']) ? { ...lean, spec: leanSpec(lean['spec'], 0) } : lean;
}

/** Down to the pod's spec: `spec`, `spec.template.spec`, `spec.jobTemplate.spec.template.spec`. */
function leanSpec(spec: ManifestMap, depth: number): ManifestMap {
  const result: Record<string, ManifestValue> = {};
  for (const [name, value] of Object.entries(spec)) {
    if ((name === 'containers' || name === 'initContainers') && Array.isArray(value)) {
      result[name] = value.map(leanContainer);
    } else if ((name === 'template' || name === 'jobTemplate') && isMap(value) && depth < 2) {
      result[name] = isMap(value['spec']) ? { ...value, spec: leanSpec(value['spec'], depth + 1) } : value;
    } else if (name !== '__proto__') result[name] = value;
  }
  return result;
}

function leanContainer(container: ManifestValue): ManifestValue {
  if (!isMap(container)) return container;
  const lean: Record<string, ManifestValue> = {};
  for (const name of CONTAINER_FIELDS) {
    const value = Object.hasOwn(container, name) ? container[name] : undefined;
    if (value !== undefined) lean[name] = value;
  }
  return lean;
}
