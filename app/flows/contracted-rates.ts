import { type Decimal, decimal } from '#app/measure/decimal.ts';
import type { ContractedRate, ContractedRates } from '#app/pricing/discounts.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import { normaliseUnit } from '#app/pricing/unit.ts';
import type { ContractedPrice } from '#app/warehouse/charge-store.ts';

/** FOCUS `ServiceName`s under which the book's services are billed. A service that is not here has no contracted rate. */
const SERVICE_NAMES: Readonly<Record<string, RegExp>> = {
  'aws/ec2': /elastic compute cloud/i,
  'aws/ebs': /elastic compute cloud|elastic block store/i,
  'aws/nat-gateway': /elastic compute cloud|virtual private cloud/i,
  'aws/aws_nat_gateway': /elastic compute cloud|virtual private cloud/i,
  'aws/vpc': /virtual private cloud|elastic compute cloud/i,
  'aws/elb': /load balancing/i,
  'aws/rds': /relational database/i,
  'aws/elasticache': /elasticache/i,
  'aws/opensearch': /opensearch/i,
  'aws/redshift': /redshift/i,
  'aws/neptune': /neptune/i,
  'aws/s3': /simple storage service/i,
  'aws/efs': /elastic file system/i,
  'aws/lambda': /lambda/i,
  'aws/dynamodb': /dynamodb/i,
  'aws/ecs': /elastic container service/i,
  'aws/eks': /kubernetes/i,
  'aws/cloudwatch': /cloudwatch/i,
  'aws/kms': /key management/i,
  'aws/kinesis': /kinesis/i,
  'aws/msk': /managed streaming/i,
  'azure/virtual-machines': /virtual machines/i,
  'azure/managed-disks': /storage/i,
  'azure/storage': /storage/i,
  'azure/sql-database': /sql database/i,
  'azure/app-service': /app service/i,
  'google/compute-engine': /compute engine/i,
  'google/cloud-sql': /cloud sql/i,
  'google/cloud-storage': /cloud storage/i,
};

const PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/aws|amazon/i, 'aws'],
  [/azure|microsoft/i, 'azure'],
  [/google/i, 'google'],
];

interface Rate extends ContractedRate {
  readonly list: Decimal;
  readonly service: string;
  readonly meter: string;
}

/**
 * Rates that were really billed. Bills have no names of the book, so a price is the billed one of its service, region and
 * unit whose list price is the book's to the last digit, and whose meter names the machine where the price is of one. When
 * those disagree, or there is none, the list price stands.
 */
export function contractedRates(prices: readonly ContractedPrice[]): ContractedRates {
  const rates = Map.groupBy(prices.flatMap(rateOf), (each) => each.place);
  return {
    rateFor(query, list) {
      const names = SERVICE_NAMES[`${query.provider}/${query.service}`];
      if (!names) return null;
      const found = (rates.get(placeOf(query.provider, query.region, list.unit)) ?? [])
        .map(({ rate }) => rate)
        .filter((rate) => names.test(rate.service) && rate.list.equals(list.amount) && isOf(rate.meter, query));
      const [first] = found.toSorted((a, b) => (a.seenOn < b.seenOn ? 1 : -1));
      if (!first || found.some((rate) => rate.seenOn === first.seenOn && !rate.amount.equals(first.amount)))
        return null;
      // Billed at the list price is no contract.
      return first.amount.equals(list.amount) ? null : first;
    },
  };
}

function rateOf(price: ContractedPrice): readonly { readonly place: string; readonly rate: Rate }[] {
  const provider = PROVIDERS.find(([pattern]) => pattern.test(price.provider))?.[1];
  if (provider === undefined) return [];
  const { unit, scale } = normaliseUnit(price.unit);
  const rate = {
    list: decimal(price.listUnitPrice).dividedBy(decimal(scale)),
    amount: decimal(price.contractedUnitPrice).dividedBy(decimal(scale)),
    currency: price.currency,
    unit,
    seenOn: price.seenOn.slice(0, 10),
    service: price.service,
    meter: price.meter ?? '',
  };
  return [{ place: placeOf(provider, price.region ?? '', unit), rate }];
}

/** A price of a machine needs a meter with its name: many machines cost the same. */
function isOf(meter: string, { family, key }: PriceQuery): boolean {
  if (!/^(instance|vm|node|broker)$/.test(family)) return true;
  const words = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^standard_/, '')
      .replace(/[^a-z0-9]+/g, ' ');
  return words(meter).includes(words(key));
}

function placeOf(provider: string, region: string, unit: string): string {
  return `${provider}\t${region.toLowerCase()}\t${unit}`;
}
