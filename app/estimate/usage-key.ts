import type { UsageKey } from '#app/catalog/resource-type.ts';

/** The Terraform type in an address of a usage file: `module.a["x"].aws_instance.web[*]` is an `aws_instance`. */
export function usageTypeOf(address: string): string {
  const bare = address.replace(/\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]/g, '');
  const steps = bare.split('.');
  for (let at = 0; at < steps.length; at += 1) {
    if (steps[at] === 'module') at += 1;
    else return steps[at] === 'data' ? '' : (steps[at] ?? '');
  }
  return '';
}

/**
 * The catalogue's entry for a dotted key: its own, one with a place to fill in (`…_gb.REGION`, `node_pool[N].nodes`), or
 * one of which it is an inner part.
 */
export function findUsageKey(usage: Readonly<Record<string, UsageKey>>, key: string): UsageKey | undefined {
  if (Object.hasOwn(usage, key)) return usage[key];
  for (const [name, entry] of Object.entries(usage)) {
    if (key.startsWith(`${name}.`) && entry.unit.includes(' by region')) return entry;
    if (/REGION|\[N\]/.test(name) && keyPattern(name).test(key)) return entry;
  }
  return undefined;
}

/** Whether a key takes a word: its unit lists the words. */
export function isTextUsage(key: UsageKey): boolean {
  return / or |^name$|^region$/.test(key.unit);
}

function keyPattern(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace('REGION', '[\\w-]+').replace('\\[N\\]', '\\[(?:\\d+|\\*)\\]')}$`);
}
