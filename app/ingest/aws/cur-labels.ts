import { ownText } from '#app/focus/own-text.ts';
import { flatJson } from '../flat-json.ts';
import { type CurHeader, type KeyColumn, tagKey } from './cur-header.ts';

/** What a row is labelled with, as flat JSON. */
export interface CurLabels {
  readonly tags: string | null;
  readonly categories: string | null;
  /** The tag `Name`. */
  readonly name: string | null;
}

type Row = readonly (string | null)[];

const MOST_KNOWN = 50_000;

/** Reads tags and cost categories: columns of their own in the legacy report, a map in CUR 2.0. */
export function curLabels({ slots, tags, categories }: CurHeader): (row: Row) => CurLabels {
  const known = new Map<string, CurLabels>();
  const columns = [...tags, ...categories].map((each) => each.slot);
  const slotsOfLabels = [...columns, slots.resource_tags, slots.cost_category].filter((slot) => slot >= 0);
  return (row) => {
    let key = '';
    for (const slot of slotsOfLabels) key += `${row[slot] ?? ''}\u{1}`;
    const found = known.get(key);
    if (found) return found;
    const own = { ...fromMap(row[slots.resource_tags], tagKey), ...fromColumns(row, tags) };
    const groups = { ...fromMap(row[slots.cost_category], (name) => name), ...fromColumns(row, categories) };
    const labels = {
      tags: jsonOf(own),
      categories: jsonOf(groups),
      name: own['Name'] === undefined ? null : ownText(own['Name']),
    };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(ownText(key), labels);
    return labels;
  };
}

function fromColumns(row: Row, columns: readonly KeyColumn[]): Record<string, string> {
  const pairs = columns.map(({ key, slot }) => [key, row[slot] ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

function fromMap(text: string | null | undefined, keyOf: (name: string) => string): Record<string, string> {
  const json = text ? flatJson(text) : null;
  if (json === null) return {};
  const pairs = Object.entries(JSON.parse(json) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    pairs.filter(([, value]) => value !== null && value !== '').map(([name, value]) => [keyOf(name), String(value)]),
  );
}

function jsonOf(labels: Readonly<Record<string, string>>): string | null {
  return Object.keys(labels).length === 0 ? null : flatJson(JSON.stringify(labels));
}
