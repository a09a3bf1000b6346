import { at, entriesAt, isMap, type ManifestMap, type ManifestValue } from '../manifest-value.ts';

/** The template with `{{name}}` and `{{ .name.part }}` replaced; functions and pipelines stay as they are. */
export function filledIn(template: ManifestValue, parameters: ManifestMap): ManifestValue {
  if (typeof template === 'string') {
    return template.replace(/\{\{-?\s*(\.?)([\w.[\]-]{1,100})\s*-?\}\}/g, (whole, dot: string, name: string) => {
      const found = dot === '' ? parameterAt(parameters, name) : at(parameters, name);
      const plain = isMap(found) ? found['path'] : found;
      return plain === undefined || plain === null || typeof plain === 'object' ? whole : String(plain);
    });
  }
  if (Array.isArray(template)) return template.map((each: ManifestValue) => filledIn(each, parameters));
  if (!isMap(template)) return template;
  return Object.fromEntries(
    entriesAt({ template }, 'template').map(([name, each]) => [name, filledIn(each, parameters)]),
  );
}

/** A parameter by its flat name (`path.basename`), else by the way to it. */
export function parameterAt(parameters: ManifestMap, name: string): ManifestValue | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : at(parameters, name);
}
