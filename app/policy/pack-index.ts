import { createHash } from 'node:crypto';
import { z } from 'zod';
import { InvariantError } from '#app/errors.ts';
import type { RegoRule } from './engine-protocol.ts';
import { Level, type PackIndex, type PackRule, Severity } from './pack-rule.ts';

const PACKAGE = /^finops\.packs\.(\w+)$/;
const ENTRY_FILE = 'gate/gate.rego';

const RuleCustom = z.strictObject({
  id: z.string().regex(/^[a-z]+\/[a-z0-9-]+$/),
  severity: Severity,
  level: Level.optional(),
  fix: z.string().min(1),
});

/** What stands in policies/rules.json beside the settings. @throws InvariantError when a rule lacks its METADATA. */
export function packIndex(rules: readonly RegoRule[], sources: string): Omit<PackIndex, 'settings'> {
  const deciding = rules.filter((rule) => rule.name.startsWith('deny'));
  const packs = new Map<string, { name: string; title: string; description: string }>();
  for (const rule of deciding) {
    const name = PACKAGE.exec(rule.package)?.[1] ?? '';
    const about = rule.annotations.find(({ scope }) => scope === 'package');
    if (!about?.title || !about.description) throw new InvariantError(`the package of ${rule.file} has no METADATA`);
    packs.set(name, { name, title: about.title, description: about.description.trim() });
  }
  return { sources, packs: [...packs.values()], rules: deciding.map(packRule) };
}

function packRule(rule: RegoRule): PackRule {
  const about = rule.annotations.find(({ scope }) => scope === 'rule');
  const custom = RuleCustom.safeParse(about?.custom);
  const pack = PACKAGE.exec(rule.package)?.[1];
  if (!pack || !custom.success || !about?.title || !about.description || custom.data.id.split('/')[0] !== pack) {
    throw new InvariantError(`the METADATA of ${rule.name} in ${rule.file} is not complete`);
  }
  const { id, severity, level, fix } = custom.data;
  return {
    id,
    pack,
    title: about.title,
    description: about.description.trim(),
    severity,
    level: level ?? null,
    fix,
    docs: `docs/policies/${pack}.md#${id.replace('/', '')}`,
    file: rule.file,
    row: rule.row,
  };
}

/** The module that gathers the findings of all packs under one entry point, each where `data.rules` names it. */
export function packEntry(rules: readonly RegoRule[]): { readonly file: string; readonly text: string } {
  const gathered = rules
    .filter((rule) => rule.name.startsWith('deny'))
    .map((rule) => {
      const id = JSON.stringify(packRule(rule).id);
      return `findings[${id}] := data.${rule.package}.${rule.name} if data.rules[${id}]`;
    });
  return { file: ENTRY_FILE, text: `package finops.gate\n\n${gathered.join('\n\n')}\n` };
}

/** Digest of what policy.wasm is compiled from. */
export function sourcesDigest(modules: Readonly<Record<string, string>>, engineDigest: string): string {
  const hash = createHash('sha256').update(engineDigest);
  for (const file of Object.keys(modules).sort()) hash.update(`\0${file}\0${modules[file]}`);
  return hash.digest('hex');
}
