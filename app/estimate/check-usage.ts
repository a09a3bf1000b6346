import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Catalogue } from '#app/catalog/registry.ts';
import type { UsageKey } from '#app/catalog/resource-type.ts';
import { usageNumber } from '#app/catalog/usage-number.ts';
import type { Diagnostic } from '#app/errors.ts';
import { findUsageKey, isTextUsage, usageTypeOf } from './usage-key.ts';

interface Findings {
  readonly file: string;
  readonly lines: LineCounter;
  readonly found: Diagnostic[];
}

/**
 * Warnings, each with its line, for what a usage file states in vain: a key that the type does not have, a type that
 * is not billed, a value that is no number (`100GB`) or negative. Such a value counts as not stated.
 */
export function checkUsage(
  source: { readonly text: string; readonly file: string },
  catalogue: Catalogue,
): readonly Diagnostic[] {
  const lines = new LineCounter();
  const { contents } = parseDocument(source.text, { lineCounter: lines, uniqueKeys: false });
  const findings: Findings = { file: source.file, lines, found: [] };
  for (const section of entriesOf(contents)) {
    const name = textOf(section.key);
    if (name !== 'resource_usage' && name !== 'resource_type_default_usage') continue;
    for (const entry of entriesOf(section.value)) {
      const type = name === 'resource_usage' ? usageTypeOf(textOf(entry.key)) : textOf(entry.key);
      checkEntry(entry, { type, usage: catalogue.billed.get(type)?.usage }, findings);
    }
  }
  return findings.found;
}

function checkEntry(
  entry: Pair,
  about: { readonly type: string; readonly usage: Readonly<Record<string, UsageKey>> | undefined },
  findings: Findings,
): void {
  if (about.usage === undefined) {
    const remedy = 'check the type; usage counts only for types that are billed by it';
    warn(`${about.type || textOf(entry.key)} is no billed type of the catalogue`, { at: entry.key, remedy }, findings);
    return;
  }
  const pending = entriesOf(entry.value).map((pair) => ({ pair, prefix: '' }));
  for (let next = pending.shift(); next; next = pending.shift()) {
    const { pair, prefix } = next;
    const key = prefix === '' ? textOf(pair.key) : `${prefix}.${textOf(pair.key)}`;
    if (isMap(pair.value)) pending.push(...pair.value.items.map((inner) => ({ pair: inner, prefix: key })));
    else if (isScalar(pair.value) && pair.value.value !== null) {
      checkValue(pair, { ...about, usage: about.usage, key }, findings);
    }
  }
}

function checkValue(
  pair: Pair,
  about: { readonly type: string; readonly usage: Readonly<Record<string, UsageKey>>; readonly key: string },
  findings: Findings,
): void {
  const { type, usage, key } = about;
  const known = findUsageKey(usage, key);
  if (!known) {
    const remedy = `choose ${listed(Object.keys(usage))}`;
    warn(`${type} has no usage key ${key}`, { at: pair.key, remedy }, findings);
    return;
  }
  const { value } = pair.value as { readonly value: unknown };
  if (isTextUsage(known) || usageNumber(value as number | string | boolean) !== null) return;
  const remedy = `write the number of ${known.unit} alone`;
  warn(`${key} is not a number of ${known.unit}, so it does not count`, { at: pair.value, remedy }, findings);
}

function warn(message: string, about: { readonly at: unknown; readonly remedy: string }, findings: Findings): void {
  const range = (about.at as { readonly range?: readonly number[] | null } | null)?.range;
  const line = range ? findings.lines.linePos(range[0] ?? 0).line : 1;
  findings.found.push({ severity: 'warning', message, place: { file: findings.file, line }, remedy: about.remedy });
}

function listed(keys: readonly string[]): string {
  if (keys.length === 0) return 'another type: its cost depends on no usage';
  return keys.length > 8 ? `${keys.slice(0, 8).join(', ')}, … (${keys.length} in all)` : keys.join(', ');
}

function entriesOf(node: unknown): readonly Pair[] {
  return isMap(node) ? node.items : [];
}

function textOf(node: unknown): string {
  return isScalar(node) ? String(node.value) : '';
}
