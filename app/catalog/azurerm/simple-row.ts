import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { per, type Quantity } from '#app/measure/quantity.ts';
import { normaliseUnit } from '#app/pricing/unit.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Part, part } from '../resource-type.ts';
import { type ExampleName, priceRow } from './price-row.ts';

/** A row that depends on usage alone; the usage counts single things, the row what its unit says. */
export function usagePart(draft: {
  readonly name: string;
  readonly unit: string;
  readonly key: string;
  readonly when?: (r: ResourceReader) => boolean;
  readonly examples?: (r: ResourceReader) => readonly ExampleName[];
  readonly attributes?: (r: ResourceReader) => Readonly<Record<string, string>>;
}): Part {
  const { name, unit, key, when, examples, attributes } = draft;
  return part(name, (r) =>
    when === undefined || when(r)
      ? priceRow(r, {
          name,
          unit,
          quantity: counted(r.usage(key), unit),
          usageBased: true,
          ...(examples ? { examples: examples(r) } : {}),
          ...(attributes ? { attributes: attributes(r) } : {}),
        })
      : undefined,
  );
}

/** `quantity` single things as so many of `unit`: 25,000 in `10k operations` are 2.5. */
export function counted(quantity: Quantity, unit: string): Quantity {
  const { scale } = normaliseUnit(unit);
  return scale === '1' ? quantity : per(quantity, Number(scale));
}

/** A row of every hour of the month under a name that the configuration may decide. */
export function hourlyPart(label: string, name: string | ((r: ResourceReader) => string)): Part {
  return part(label, (r) =>
    priceRow(r, { name: typeof name === 'string' ? name : name(r), unit: 'hours', quantity: HOURS_PER_MONTH }),
  );
}
