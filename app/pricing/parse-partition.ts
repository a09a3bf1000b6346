import { z } from 'zod';
import { damagedBook } from './damaged-book.ts';
import type { PartitionHeader, PriceOrigin } from './partition-format.ts';
import { PARTITION_FORMAT } from './partition-format.ts';

/** A partition that can be asked; the lines of its keys are parsed when they are asked for. */
export interface Partition {
  readonly header: PartitionHeader;
  /** The prices of one key, empty when the partition does not list it. */
  candidates(service: string, family: string, key: string): readonly Candidate[];
  /** Every key of the partition, in the order of the text. */
  keys(): IterableIterator<ListedKey>;
}

export interface ListedKey {
  readonly service: string;
  readonly family: string;
  readonly key: string;
  /** Its prices; parsed when they are asked for. @throws InputError when they are damaged. */
  candidates(): readonly Candidate[];
}

/** One series: a price in some regions, for one set of attributes, unit, tier and origin. */
export interface Candidate {
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly listedUnit: string;
  readonly tierStart: string;
  readonly origin: PriceOrigin;
  /** Amounts by region, in the order of the header's regions from `firstRegion` on; empty text: none. */
  readonly firstRegion: number;
  readonly amounts: readonly string[];
}

/**
 * The partition that `text` spells.
 * @throws InputError when it is not in the book's format; `name` is the file to blame.
 */
export function parsePartition(text: string, name: string): Partition {
  const lines = text.split('\n');
  if (lines[0] !== PARTITION_FORMAT) throw damagedBook(name, { detail: `expected ${PARTITION_FORMAT}` });
  const header = parseHeader(lines[1] ?? '', name);
  const index = new Map<string, number>();
  const sections: string[] = [];
  const sectionOf: number[] = [];
  let section = '';
  for (let number = 2; number < lines.length; number += 1) {
    const line = lines[number] ?? '';
    if (line === '') continue;
    if (line.startsWith('=')) {
      section = line.slice(1);
      sections.push(section);
      continue;
    }
    const tab = line.indexOf('\t');
    index.set(`${section}\t${line.slice(0, tab).toLowerCase()}`, number);
    sectionOf[number] = sections.length - 1;
  }
  const parsed = new Map<number, readonly Candidate[]>();
  function candidatesAt(number: number): readonly Candidate[] {
    const present = parsed.get(number);
    if (present) return present;
    const candidates = (lines[number] ?? '')
      .split('\t')
      .slice(1)
      .map((series) => parseSeries(series, { header, name: `${name}:${number + 1}` }));
    parsed.set(number, candidates);
    return candidates;
  }
  return {
    header,
    candidates(service, family, key) {
      const number = index.get(`${service}\t${family}\t${key.toLowerCase()}`);
      return number === undefined ? [] : candidatesAt(number);
    },
    *keys() {
      for (const number of index.values()) {
        const [service, family] = (sections[sectionOf[number] ?? 0] ?? '').split('\t');
        const key = (lines[number] ?? '').split('\t', 1)[0] ?? '';
        yield { service: service ?? '', family: family ?? '', key, candidates: () => candidatesAt(number) };
      }
    },
  };
}

const Header = z.object({
  regions: z.array(z.string()),
  attributes: z.array(z.record(z.string(), z.string())),
  units: z.array(z.tuple([z.string(), z.string()])),
  origins: z.array(z.object({ source: z.string(), date: z.string(), flags: z.array(z.string()) })),
});

/** Digits, perhaps with a fraction; nothing where a region has no price. */
const AMOUNT = /^(\d+(\.\d+)?)?$/;

function parseHeader(line: string, name: string): PartitionHeader {
  try {
    return Header.parse(JSON.parse(line));
  } catch (cause) {
    throw damagedBook(name, { detail: 'the header is not JSON', cause });
  }
}

function parseSeries(text: string, { header, name }: { header: PartitionHeader; name: string }): Candidate {
  const [attributes, unit, origin, tierStart, first, vector] = text.split(':');
  const units = header.units[Number(unit)];
  const origins = header.origins[Number(origin)];
  const stated = header.attributes[Number(attributes)];
  const amounts = (vector ?? '-').split(',');
  if (
    !units ||
    !origins ||
    !stated ||
    !/^\d+$/.test(first ?? '') ||
    !AMOUNT.test(tierStart ?? '-') ||
    !amounts.every((amount) => AMOUNT.test(amount))
  )
    throw damagedBook(name, { detail: text });
  return {
    attributes: stated,
    unit: units[0],
    listedUnit: units[1],
    tierStart: tierStart ?? '',
    origin: origins,
    firstRegion: Number(first),
    amounts,
  };
}
