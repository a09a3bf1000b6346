export interface FactAttributes {
  /** The attributes that decide a price; several where the fact is a claim about several (`engines=mysql|postgres`). */
  readonly variants: readonly Readonly<Record<string, string>>[];
  readonly flags: readonly string[];
}

/** A price list, or a published example of an estimate that the price was computed back from. */
export type FactOrigin = 'list' | 'example';

/** What the facts say about themselves: it becomes a flag or is dropped, and never decides a price. */
const ABOUT: Readonly<Record<string, (value: string) => string | null>> = {
  derived: () => 'derived',
  confidence: (value) => (value === 'low' ? 'low-confidence' : `${value}-confidence`),
  precision: (value) => ({ disp: 'rounded', '4dp': 'rounded', low: 'low-precision' })[value] ?? null,
  region_basis: (value) => (value === 'parent' ? 'region-inferred' : null),
  note: () => null,
  check: () => null,
  desc: () => null,
  tier_mib: () => null,
};

/** The attributes of a fact; in the files of examples `tier` is an argument of the Terraform resource. */
export function readAttributes(text: string, origin: FactOrigin): FactAttributes {
  const attributes: Record<string, string> = {};
  const flags: string[] = [];
  let engines: readonly string[] = [];
  for (const part of text.split(';').filter((each) => each !== '')) {
    const [name = '', value = ''] = splitOnce(part);
    if (name === 'engines') engines = value.split('|');
    else if (name === 'tier' && origin === 'list') flags.push(...(value === 'unknown' ? ['tier-unknown'] : []));
    else if (ABOUT[name]) flags.push(...[ABOUT[name](value)].filter((flag) => flag !== null));
    else attributes[name] = value;
  }
  const variants = engines.length === 0 ? [attributes] : engines.map((engine) => ({ ...attributes, engine }));
  return { variants, flags };
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
