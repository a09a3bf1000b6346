import { STRING } from '#app/hcl/type.ts';
import { listValue, stringValue, type Value } from '#app/hcl/value.ts';

/** What a data source may ask of its surroundings. */
export interface DataContext {
  readonly configured: (name: string) => Value | null;
  /** Region of the provider, null where it is not configured. */
  readonly region: string | null;
}

/** The attribute of a data source whose answer is known offline; null where only the cloud knows it. */
export function answerDataSource(type: string, attribute: string, context: DataContext): Value | null {
  if (type === 'aws_partition') return PARTITION.get(attribute) ?? null;
  if (type === 'aws_region' && context.region !== null && ['name', 'id', 'region'].includes(attribute)) {
    return stringValue(context.region);
  }
  if (type === 'aws_availability_zones' && attribute === 'names') return zoneNames(context.region ?? 'us-east-1');
  return null;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: the commercial partition. */
const PARTITION: ReadonlyMap<string, Value> = new Map([
  ['partition', stringValue('aws')],
  ['id', stringValue('aws')],
  ['dns_suffix', stringValue('amazonaws.com')],
]);

/** Regions whose zones are not the usual a, b, c. https://docs.aws.amazon.com/global-infrastructure/latest/regions/ */
const ZONE_LETTERS: Readonly<Record<string, string>> = {
  'us-east-1': 'abcdef',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
};

function zoneNames(region: string): Value {
  const letters = ZONE_LETTERS[region] ?? 'abc';
  return listValue(
    STRING,
    [...letters].map((letter) => stringValue(`${region}${letter}`)),
  );
}
