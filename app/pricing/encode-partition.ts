import { InvariantError } from '#app/errors.ts';
import type { PartitionHeader } from './partition-format.ts';
import { PARTITION_FORMAT } from './partition-format.ts';
import type { PriceRow } from './price-row.ts';
import { attributesText } from './price-row.ts';

/**
 * The rows as the text of one partition; equal rows in any order give equal text.
 * @throws InvariantError when a name holds a tab or a line break, or begins with `=`.
 */
export function encodePartition(rows: readonly PriceRow[]): string {
  const regions = dictionary(rows.map((row) => row.region));
  const attributes = dictionary(rows.map((row) => attributesText(row.attributes)));
  const units = dictionary(rows.map((row) => JSON.stringify([row.unit, row.listedUnit])));
  const origins = dictionary(rows.map(originText));
  const blocks = new Map<string, Map<string, KeySeries>>();
  for (const row of rows) {
    const block = insert(blocks, `=${plain(row.service)}\t${plain(row.family)}`, () => new Map<string, KeySeries>());
    const key = insert(block, row.key.toLowerCase(), () => ({ key: plain(row.key), series: new Map() }));
    const name = [
      attributes.at(attributesText(row.attributes)),
      units.at(JSON.stringify([row.unit, row.listedUnit])),
      origins.at(originText(row)),
      row.tierStart,
    ].join(':');
    const region = regions.at(row.region);
    // Claims that nothing decides between stand in series of their own, so that a lookup finds them ambiguous.
    let rival = name;
    while (key.series.get(rival)?.has(region)) rival += RIVAL;
    insert(key.series, rival, () => new Map<number, string>()).set(region, row.amount);
  }
  const byText = new Map(rows.map((row) => [attributesText(row.attributes), row.attributes]));
  const header: PartitionHeader = {
    regions: regions.words,
    attributes: attributes.words.map((text) => byText.get(text) ?? {}),
    units: units.words.map((text) => JSON.parse(text)),
    origins: origins.words.map((text) => JSON.parse(text)),
  };
  const lines = [PARTITION_FORMAT, JSON.stringify(header)];
  for (const [section, keys] of sorted(blocks)) {
    lines.push(section);
    for (const [, { key, series }] of sorted(keys)) lines.push([key, ...sorted(series).map(seriesText)].join('\t'));
  }
  return `${lines.join('\n')}\n`;
}

const RIVAL = '+';

interface KeySeries {
  readonly key: string;
  readonly series: Map<string, Map<number, string>>;
}

function originText(row: PriceRow): string {
  return JSON.stringify({ source: row.source, date: row.effectiveDate, flags: [...row.flags].sort() });
}

function seriesText([name, amounts]: readonly [string, ReadonlyMap<number, string>]): string {
  const first = Math.min(...amounts.keys());
  const last = Math.max(...amounts.keys());
  const vector = Array.from({ length: last - first + 1 }, (_, index) => amounts.get(first + index) ?? '');
  return `${name.replaceAll(RIVAL, '')}:${first}:${vector.join(',')}`;
}

function plain(text: string): string {
  if (/^=|[\t\n\r]/.test(text)) throw new InvariantError(`not a name for a price book: ${JSON.stringify(text)}`);
  return text;
}

function insert<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Dictionary {
  readonly words: readonly string[];
  at(word: string): number;
}

function dictionary(words: readonly string[]): Dictionary {
  const unique = [...new Set(words)].sort();
  const places = new Map(unique.map((word, index) => [word, index]));
  return {
    words: unique,
    at(word) {
      const place = places.get(word);
      if (place === undefined) throw new InvariantError(`not in the dictionary: ${word}`);
      return place;
    },
  };
}
