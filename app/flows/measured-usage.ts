import type { StatedUsage } from '#app/catalog/resource-reader.ts';
import { USAGE_METERS, type UsageMeter } from '#app/catalog/usage-meters.ts';
import { type Decimal, decimal, ZERO } from '#app/measure/decimal.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import type { Consumption } from '#app/warehouse/charge-store.ts';

export type MeasuredUsage = (
  resource: ResourceInstance,
  key: string,
  region: () => string | null,
) => StatedUsage | undefined;

/** Tags in which a team may keep the address of the Terraform that made a resource. */
const ADDRESS_TAGS: readonly string[] = ['terraform-address', 'terraform_address', 'TerraformAddress', 'tf-address'];

/** Attributes that name a resource as bills do. */
const IDENTITIES: readonly string[] = ['arn', 'id', 'self_link', 'bucket', 'function_name', 'name'];

/**
 * What a resource used in the measured month: its own consumption by address tag, by id or by a name that only one
 * resource of the meter bears; a resource that the bill does not know has the mean of its kind in its region.
 */
export function measuredUsage(consumption: readonly Consumption[]): MeasuredUsage {
  const indexes = new Map<UsageMeter, MeterIndex>();
  for (const row of consumption) {
    for (const meter of USAGE_METERS) {
      if (!meter.meter.test(row.meter) || !meter.service.test(row.service) || !meter.unit.test(row.unit)) continue;
      const index = indexes.get(meter) ?? { byTag: new Map(), byId: new Map(), byName: new Map(), byRegion: new Map() };
      indexes.set(meter, index);
      addRow(row, index);
    }
  }
  const metersOf = Map.groupBy(indexes.keys(), (meter) => `${meter.type}\0${meter.key}`);
  return (resource, key, region) => {
    for (const meter of metersOf.get(`${resource.type}\0${key}`) ?? []) {
      const index = indexes.get(meter);
      const quantity = index && (ownQuantity(resource, index) ?? meanQuantity(region(), index));
      if (quantity) return { value: quantity.toFixed(), origin: 'measured' };
    }
    return undefined;
  };
}

interface MeterIndex {
  readonly byTag: Map<string, Decimal>;
  readonly byId: Map<string, Decimal>;
  /** Quantities by resource id, under the last part of the id. */
  readonly byName: Map<string, Map<string, Decimal>>;
  readonly byRegion: Map<string, Map<string, Decimal>>;
}

function addRow(row: Consumption, index: MeterIndex): void {
  const quantity = decimal(row.quantity);
  const id = row.resourceId.toLowerCase();
  add(index.byId, id, quantity);
  for (const name of new Set([lastPart(id), row.resourceName?.toLowerCase() ?? ''])) {
    if (name !== '') add(inner(index.byName, name), id, quantity);
  }
  if (row.region !== null) add(inner(index.byRegion, row.region), id, quantity);
  const address = addressIn(row.tags);
  if (address !== null) add(index.byTag, address, quantity);
}

function ownQuantity(resource: ResourceInstance, index: MeterIndex): Decimal | undefined {
  const tagged = index.byTag.get(resource.address);
  if (tagged) return tagged;
  const names = IDENTITIES.map((attribute) => resource.attributes[attribute])
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((value) => value.toLowerCase());
  for (const name of names) {
    const exact = index.byId.get(name);
    if (exact) return exact;
  }
  for (const name of names) {
    const bearers = index.byName.get(lastPart(name));
    // A name that several resources bear tells nothing.
    if (bearers?.size === 1) return [...bearers.values()][0];
  }
  return undefined;
}

function meanQuantity(region: string | null, index: MeterIndex): Decimal | undefined {
  const kin = region === null ? undefined : index.byRegion.get(region);
  if (!kin) return undefined;
  return [...kin.values()]
    .reduce((sum, each) => sum.plus(each), ZERO)
    .dividedBy(kin.size)
    .toDecimalPlaces(6);
}

function addressIn(tags: string | null): string | null {
  if (tags === null) return null;
  try {
    const values = JSON.parse(tags) as Readonly<Record<string, unknown>> | null;
    const found = ADDRESS_TAGS.map((name) => values?.[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : null;
  } catch {
    // Tags that are no JSON name no address.
    return null;
  }
}

/** `my-function` of `arn:aws:lambda:us-east-1:123456789012:function:my-function`. */
function lastPart(id: string): string {
  return id.split(/[/:]/).at(-1) ?? id;
}

function inner(map: Map<string, Map<string, Decimal>>, key: string): Map<string, Decimal> {
  const present = map.get(key);
  if (present) return present;
  const made = new Map<string, Decimal>();
  map.set(key, made);
  return made;
}

function add(map: Map<string, Decimal>, key: string, quantity: Decimal): void {
  map.set(key, (map.get(key) ?? ZERO).plus(quantity));
}
