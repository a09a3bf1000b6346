import { z } from 'zod';
import type { RegoRule } from '#app/policy/engine-protocol.ts';
import { packIndex } from '#app/policy/pack-index.ts';
import type { PackIndex } from '#app/policy/pack-rule.ts';
import { type PackSetting, SettingKind } from '#app/policy/pack-setting.ts';
import { settingsOf } from './policy-settings.ts';

const Declared = z.object({ settings: z.record(z.string(), SettingKind).optional() }).optional();

/** What stands in policies/rules.json: rules by their METADATA, settings by what their rules read. */
export function completeIndex(
  rules: readonly RegoRule[],
  made: { readonly modules: Readonly<Record<string, string>>; readonly digest: string },
): PackIndex {
  const index = packIndex(rules, made.digest);
  const declared = new Map<string, SettingKind>(
    rules.flatMap((rule) => {
      const about = rule.annotations.find(({ scope }) => scope === 'package');
      const pack = rule.package.split('.').at(-1) ?? '';
      const kinds = Object.entries(Declared.parse(about?.custom)?.settings ?? {});
      return kinds.map(([name, kind]) => [`${pack}.${name}`, kind] as const);
    }),
  );
  const settings = new Map<string, PackSetting>();
  for (const { id, file } of index.rules) {
    const name = `deny_${(id.split('/')[1] ?? '').replaceAll('-', '_')}`;
    for (const read of settingsOf({ file, name }, made.modules)) {
      const key: `${string}.${string}` = `${read.pack}.${read.name}`;
      settings.set(key, { pack: read.pack, name: read.name, kind: declared.get(key) ?? kindOf(read.fallback, key) });
    }
  }
  return { ...index, settings: [...settings.keys()].sort().flatMap((key) => settings.get(key) ?? []) };
}

/** By the value that a rule falls back on. A limit that is off until it is set falls back on null. */
function kindOf(fallback: string, key: string): SettingKind {
  if (/^(null|-?[\d.]+)$/.test(fallback)) return 'number';
  if (/^(true|false)$/.test(fallback)) return 'boolean';
  if (fallback.startsWith('"')) return 'text';
  if (fallback.startsWith('[')) return 'texts';
  throw new Error(`${key} is a mapping: declare its kind in custom.settings of the package's METADATA`);
}
