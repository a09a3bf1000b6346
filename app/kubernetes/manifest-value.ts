/** What a manifest's document holds once it is parsed. Aliases may share parts, so it is read and never changed. */
export type ManifestValue = string | number | boolean | null | readonly ManifestValue[] | ManifestMap;

export interface ManifestMap {
  readonly [name: string]: ManifestValue;
}

/** The value at a dotted path of field names, undefined where there is none. Names of `Object` are not fields. */
export function at(value: ManifestValue | undefined, path: string): ManifestValue | undefined {
  let here: ManifestValue | undefined = value;
  let start = 0;
  for (let dot = path.indexOf('.'); dot >= 0 && here !== undefined; dot = path.indexOf('.', start)) {
    here = fieldOf(here, path.slice(start, dot));
    start = dot + 1;
  }
  return fieldOf(here, start === 0 ? path : path.slice(start));
}

/** The field of that very name (`karpenter.sh/pool` too), undefined where the value is no map or lacks it. */
export function fieldOf(value: ManifestValue | undefined, name: string): ManifestValue | undefined {
  return isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The text at the path, undefined where there is none or something else stands there. */
export function textAt(value: ManifestValue | undefined, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** Words that Kubernetes reads as true: its YAML is that of 1.1 (sigs.k8s.io/yaml, resolve.go, read 2026-11-26). */
const TRUE = /^(?:y|yes|on|true)$/i;

/** True when the field at the path is set to true. */
export function flagAt(value: ManifestValue | undefined, path: string): boolean {
  const found = at(value, path);
  return found === true || (typeof found === 'string' && TRUE.test(found));
}

/** The elements of the list at the path, empty where there is no list. */
export function listAt(value: ManifestValue | undefined, path: string): readonly ManifestValue[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** The fields of the map at the path, empty where there is no map. */
export function entriesAt(
  value: ManifestValue | undefined,
  path: string,
): readonly (readonly [string, ManifestValue])[] {
  const found = at(value, path);
  return isMap(found) ? Object.entries(found) : [];
}

/** True for a map, false for a list, a scalar or nothing. */
export function isMap(value: ManifestValue | undefined): value is ManifestMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
