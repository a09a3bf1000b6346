import type { Catalogue } from '#app/catalog/registry.ts';
import type { UsageKey } from '#app/catalog/resource-type.ts';
import type { Estimate } from './estimate.ts';
import { insertYamlKeys, type WantedKeys } from './insert-yaml-keys.ts';

/**
 * The text of a usage file with every usage key of the estimate's resources. What stands there stays as it is, to the
 * byte; what is added has no value, so that it states nothing until somebody fills it in (a zero would).
 * @throws ConfigError when the text is not YAML or no usage file.
 */
export function syncUsage(
  source: { readonly text: string; readonly file: string },
  from: { readonly estimate: Estimate; readonly catalogue: Catalogue },
): string {
  const text = source.text.trim() === '' ? 'version: 0.1\n' : source.text;
  const entries = [...usageByAddress(from.estimate, from.catalogue)].map(
    ([address, usage]) => [address, wantedKeys(usage)] as const,
  );
  if (entries.length === 0 && source.text.trim() !== '') return source.text;
  return insertYamlKeys({ text, file: source.file }, { resource_usage: Object.fromEntries(entries) });
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

/** `standard.storage_gb` is a key in a mapping. */
function wantedKeys(usage: Readonly<Record<string, UsageKey>>): WantedKeys {
  const wanted: Record<string, WantedKeys[string]> = {};
  for (const [key, { unit, means }] of Object.entries(usage)) {
    const steps = key.split('.');
    const name = steps.pop() ?? key;
    let map = wanted;
    for (const step of steps) {
      const inner = (map[step] ?? {}) as Record<string, WantedKeys[string]>;
      map[step] = inner;
      map = inner;
    }
    map[name] = { comment: `${means} (${unit})`.replace(/\s+/g, ' ') };
  }
  return wanted;
}
