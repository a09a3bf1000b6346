/** A unit of the book and how many of it the provider's unit holds: `10k operations` is 10,000 × `operation`. */
export interface Unit {
  readonly unit: string;
  /** Exact decimal text; the list price is divided by it. */
  readonly scale: string;
}

/**
 * The book's unit for a provider's unit text. Singular, lower case, joined by hyphens, time in full:
 * `hrs`, `Hours` and `1 Hour` are `hour`; `GB-Mo` and `1 GB/Month` are `gb-month`; `1M requests` is a million
 * × `request`; Azure's bare counts (`10K`, `1M`) are `unit`, with time `unit-month`, and `1/Month` is `month`. A unit that the vocabulary
 * does not know is kept word for word.
 */
export function normaliseUnit(text: string): Unit {
  const counted = /^([0-9]+(?:\.[0-9]+)?)\s*([kKmM](?![a-zA-Z]))?\s*(.*)$/.exec(text.trim());
  const scale = counted ? countText(counted[1] ?? '1', counted[2]) : '1';
  const rest = counted ? (counted[3] ?? '') : text.trim();
  const dpus = /^hours \(([0-9.]+) DPUs?\)$/.exec(rest);
  if (dpus) return { unit: 'dpu-hour', scale: dpus[1] ?? '1' };
  const hundred = /^(.*) x 100$/.exec(rest);
  if (hundred) return { unit: words(hundred[1] ?? '', '1'), scale: '100' };
  return { unit: words(rest, scale), scale };
}

function countText(digits: string, suffix: string | undefined): string {
  if (suffix === undefined) return digits;
  return digits + (suffix.toLowerCase() === 'k' ? '000' : '000000');
}

/** Words that mean the same in the providers' texts, and plurals that the rule below would spoil. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    hr: 'hour',
    hrs: 'hour',
    mo: 'month',
    gigabyte: 'gb',
    gigabytes: 'gb',
    pushes: 'push',
    series: 'series',
    acus: 'acu',
    rrus: 'rru',
    srrus: 'srru',
    wrus: 'wru',
  }),
);

function words(text: string, scale: string): string {
  if (text === '') return 'unit';
  const perTime = /^\/(.+)$/.exec(text);
  // `1/Month` is one thing for a month, `10K/Month` ten thousand of them.
  if (perTime) return scale === '1' ? words(perTime[1] ?? '', scale) : `unit-${words(perTime[1] ?? '', scale)}`;
  return text
    .toLowerCase()
    .replace(/\/s$/, ' per second')
    .split(/[^a-z0-9.]+/)
    .filter((word) => word !== '')
    .map(singular)
    .join('-');
}

function singular(word: string): string {
  const known = SYNONYMS.get(word);
  if (known !== undefined) return known;
  if (/(ss|ps)$/.test(word)) return word;
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /s$/.test(word) && word.length > 2 ? word.slice(0, -1) : word;
}
