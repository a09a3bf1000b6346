import { Decimal, decimal } from '#app/measure/decimal.ts';
import type { Incident, Suspect } from './incident.ts';

/** What a merged change was estimated to add, by resource. */
export interface MergedChange {
  readonly repository: string | null;
  readonly number: number | null;
  readonly title: string;
  /** RFC 3339, UTC. */
  readonly mergedAt: string;
  readonly resources: readonly ChangedResource[];
}

export interface ChangedResource {
  readonly address: string;
  readonly type: string;
  readonly region: string | null;
  /** A month, exact decimal; null where it is not known. */
  readonly monthlyDelta: string | null;
  readonly currency: string;
  /** Names and tag values that a bill may show. */
  readonly names: readonly string[];
}

/** Days from a merge to the costs that it makes. */
export const LAG_DAYS = 3;
const DAY_MS = 86_400_000;
const DAYS_OF_MONTH = 365 / 12;
const SHOWN = 3;
/** What agreement in each is worth; together less than certainty. */
const WEIGHTS = { name: 0.4, service: 0.2, region: 0.1, amount: 0.2, time: 0.05 };
const LEAST_CONFIDENCE = 0.25;

/** Words of a service's name in a bill, by how its Terraform types begin. Only what is common is needed: others have names. */
const SERVICES: readonly (readonly [type: RegExp, service: RegExp])[] = [
  [/^aws_(instance|ebs_|launch_template|autoscaling_|nat_gateway|spot_)/, /elastic compute|ec2/i],
  [/^aws_(db_|rds_)/, /relational database|rds/i],
  [/^aws_s3_/, /simple storage|\bs3\b/i],
  [/^aws_lambda_/, /lambda/i],
  [/^aws_dynamodb_/, /dynamodb/i],
  [/^aws_(eks_)/, /kubernetes|eks/i],
  [/^aws_elasticache_/, /elasticache/i],
  [/^aws_(opensearch|elasticsearch)_/, /opensearch|elasticsearch/i],
  [/^aws_redshift/, /redshift/i],
  [/^aws_cloudwatch_/, /cloudwatch/i],
  [/^aws_(lb|alb|elb)/, /load balanc/i],
  [/^aws_(vpc|nat_gateway|eip|ec2_transit)/, /virtual private cloud|vpc/i],
  [/^aws_sagemaker_/, /sagemaker/i],
  [/^azurerm_(linux_|windows_)?virtual_machine/, /virtual machines/i],
  [/^azurerm_(managed_disk|storage_)/, /storage/i],
  [/^azurerm_(mssql|sql)_/, /sql/i],
  [/^azurerm_kubernetes_/, /kubernetes/i],
  [/^google_compute_/, /compute engine/i],
  [/^google_sql_/, /cloud sql/i],
  [/^google_storage_/, /cloud storage/i],
  [/^google_bigquery_/, /bigquery/i],
  [/^google_container_/, /kubernetes/i],
];

/**
 * The merged changes that may have caused an incident, the likeliest first: merged at most three days before it began, and
 * agreeing with it in names, service, region or amount. A suspicion with its reasons, never a finding.
 */
export function rankSuspects(incident: Incident, changes: readonly MergedChange[]): readonly Suspect[] {
  return changes
    .flatMap((change) => {
      const suspect = suspectOf(incident, change);
      return suspect && suspect.confidence >= LEAST_CONFIDENCE ? [suspect] : [];
    })
    .toSorted((one, other) => other.confidence - one.confidence)
    .slice(0, SHOWN);
}

function suspectOf(incident: Incident, change: MergedChange): Suspect | null {
  const began = Date.parse(`${incident.firstDay}T00:00:00Z`);
  const lag = Math.floor((began - Date.parse(`${change.mergedAt.slice(0, 10)}T00:00:00Z`)) / DAY_MS);
  if (lag < 0 || lag > LAG_DAYS) return null;
  const sign = incident.kind === 'rise' ? 1 : -1;
  const resources = change.resources.filter(
    ({ monthlyDelta }) => monthlyDelta === null || decimal(monthlyDelta).times(sign).gt(0),
  );
  if (resources.length === 0) return null;
  const parts = [
    nameReason(incident, resources),
    serviceReason(incident, resources),
    regionReason(incident, resources),
    amountReason(incident, resources),
  ];
  const found = parts.filter((part) => part !== null);
  if (found.length === 0) return null;
  const worth = found.reduce((sum, { weight }) => sum + weight, WEIGHTS.time * (1 - lag / (LAG_DAYS + 1)));
  const { repository, number, title, mergedAt } = change;
  const reasons = [...found.map(({ reason }) => reason), mergedText(lag)];
  return { repository, number, title, mergedAt, confidence: Math.round(worth * 100) / 100, reasons };
}

interface Reason {
  readonly weight: number;
  readonly reason: string;
}

function nameReason(incident: Incident, resources: readonly ChangedResource[]): Reason | null {
  const { path = [], contributions = [], tags = {} } = incident.rootCause ?? {};
  const billed = [...path, ...contributions]
    .filter(({ dimension }) => dimension === 'ResourceId')
    .flatMap(({ value, name }) => [value, name])
    .filter((text) => text !== null && text !== undefined);
  const same = resources.flatMap(({ address, names }) => {
    const name = names.find(
      (each) =>
        each.length > 2 &&
        billed.some((text) => text === each || text.endsWith(`/${each}`) || text.endsWith(`:${each}`)),
    );
    return name === undefined ? [] : [`${address} is called ${name}`];
  })[0];
  if (same) return { weight: WEIGHTS.name, reason: same };
  const owner = Object.entries(tags).find(([, value]) => resources.some(({ names }) => names.includes(value)));
  return owner ? { weight: WEIGHTS.name / 2, reason: `the tag ${owner[0]} is ${owner[1]}` } : null;
}

function serviceReason(incident: Incident, resources: readonly ChangedResource[]): Reason | null {
  const service = placeOf(incident, 'ServiceName');
  if (service === null) return null;
  const same = resources.find(({ type }) => SERVICES.some(([of, name]) => of.test(type) && name.test(service)));
  return same ? { weight: WEIGHTS.service, reason: `${same.address} is billed as ${service}` } : null;
}

function regionReason(incident: Incident, resources: readonly ChangedResource[]): Reason | null {
  const region = placeOf(incident, 'RegionId');
  const same = region !== null && resources.some((each) => each.region === region);
  return same ? { weight: WEIGHTS.region, reason: `in ${region}` } : null;
}

/** The estimate for a day against what a day costs more, within a factor of two. */
function amountReason(incident: Incident, resources: readonly ChangedResource[]): Reason | null {
  const known = resources.filter(
    ({ monthlyDelta, currency }) => monthlyDelta !== null && currency === incident.currency,
  );
  if (known.length === 0) return null;
  const monthly = known.reduce((sum, { monthlyDelta }) => sum.plus(monthlyDelta ?? 0), new Decimal(0));
  const days = 1 + (Date.parse(incident.lastDay) - Date.parse(incident.firstDay)) / DAY_MS;
  const ratio = monthly.div(DAYS_OF_MONTH).div(decimal(incident.impact).div(days)).toNumber();
  if (!(ratio >= 0.5 && ratio <= 2)) return null;
  return { weight: WEIGHTS.amount, reason: `estimated at ${monthly.toFixed(2)} ${incident.currency} a month` };
}

function placeOf(incident: Incident, dimension: 'ServiceName' | 'RegionId'): string | null {
  return (
    incident.rootCause?.path.find((each) => each.dimension === dimension)?.value ?? incident.scope[dimension] ?? null
  );
}

function mergedText(lag: number): string {
  if (lag === 0) return 'merged on that day';
  return lag === 1 ? 'merged the day before' : `merged ${lag} days before`;
}
