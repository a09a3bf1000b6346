import { type Document, isMap, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Catalogue } from '#app/catalog/registry.ts';
import type { UsageKey } from '#app/catalog/resource-type.ts';
import { ConfigError } from '#app/errors.ts';
import type { Estimate } from './estimate.ts';

/**
 * The text of a usage file with every usage key of the estimate's resources. What stands there stays as it is, with
 * its comments; what is added has no value, so that it states nothing until somebody fills it in (a zero would).
 * @throws ConfigError when the text is not YAML or no usage file.
 */
export function syncUsage(
  source: { readonly text: string; readonly file: string },
  from: { readonly estimate: Estimate; readonly catalogue: Catalogue },
): string {
  const document = parseDocument(source.text.trim() === '' ? 'version: 0.1\n' : source.text, { uniqueKeys: false });
  const [broken] = document.errors;
  if (broken || !isMap(document.contents)) {
    const remedy = 'correct it first; it is not overwritten';
    throw new ConfigError('the usage file is not a YAML mapping', {
      place: { file: source.file },
      cause: broken,
      remedy,
    });
  }
  const section = mapAt(document, { parent: document.contents, key: 'resource_usage' });
  for (const [address, usage] of usageByAddress(from.estimate, from.catalogue)) {
    addKeys(document, { entry: mapAt(document, { parent: section, key: address }), usage });
  }
  return document.toString({ lineWidth: 0, nullStr: '' });
}

/** Instances of one resource share an entry: `aws_instance.web[*]`. */
function usageByAddress(
  estimate: Estimate,
  catalogue: Catalogue,
): ReadonlyMap<string, Readonly<Record<string, UsageKey>>> {
  const found = new Map<string, Readonly<Record<string, UsageKey>>>();
  for (const resource of estimate.projects.flatMap((project) => project.resources)) {
    const usage = catalogue.billed.get(resource.type)?.usage ?? {};
    const names = Object.entries(usage).filter(([name]) => !/REGION|\[N\]/.test(name));
    if (names.length > 0) found.set(sharedAddress(resource.address), Object.fromEntries(names));
  }
  return found;
}

function sharedAddress(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '[*]');
}

function addKeys(
  document: Document,
  into: { readonly entry: YAMLMap; readonly usage: Readonly<Record<string, UsageKey>> },
): void {
  for (const [key, { unit, means }] of Object.entries(into.usage)) {
    const steps = key.split('.');
    const name = steps.pop() ?? key;
    const map = innerMap(document, { entry: into.entry, steps });
    if (!map || map.has(name)) continue;
    const value = document.createNode(null) as Scalar;
    value.comment = ` ${means} (${unit})`.replace(/\s+/g, ' ');
    map.set(document.createNode(name), value);
  }
}

/** The mapping at the end of the steps; null where a value stands on the way: it is the user's, the check warns of it. */
function innerMap(
  document: Document,
  at: { readonly entry: YAMLMap; readonly steps: readonly string[] },
): YAMLMap | null {
  let map = at.entry;
  for (const key of at.steps) {
    if (!isMap(map.get(key, true)) && (map.get(key) ?? null) !== null) return null;
    map = mapAt(document, { parent: map, key });
  }
  return map;
}

/** The mapping under a key, made when there is none or nothing in it. */
function mapAt(document: Document, at: { readonly parent: YAMLMap; readonly key: string }): YAMLMap {
  const present = at.parent.get(at.key, true);
  if (isMap(present)) return present;
  const map = document.createNode({}) as YAMLMap;
  at.parent.set(at.key, map);
  return map;
}
