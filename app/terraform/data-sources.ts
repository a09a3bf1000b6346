import { STRING } from '#app/hcl/type.ts';
import { listValue, stringValue, type Value } from '#app/hcl/value.ts';
import { availabilityZones, googleZones } from './zones.ts';

/** What a data source may ask of its surroundings. */
export interface DataContext {
  readonly configured: ReadonlyMap<string, Value>;
  /** Region of the provider, null where it is not configured or not known. */
  readonly region: string | null;
  /** Tags that the provider puts on all resources. */
  readonly defaultTags: Value | null;
  readonly readFile: (path: string) => Uint8Array | null;
}

type Answers = ReadonlyMap<string, Value>;
const NONE: Answers = new Map();

/** Whether the answer depends on how the provider is configured. */
export function dataSourceAsksProvider(type: string): boolean {
  return ASKING.has(type);
}

const ASKING: ReadonlySet<string> = new Set([
  'aws_region',
  'aws_availability_zones',
  'aws_partition',
  'aws_default_tags',
  'google_compute_zones',
]);

/** The attributes of a data source that are known offline; all others only the cloud knows. */
export function answerDataSource(type: string, context: DataContext): Answers {
  switch (type) {
    case 'aws_partition':
      return partition(context);
    case 'aws_region':
      return region(context);
    case 'aws_availability_zones':
      return zones(context, availabilityZones);
    case 'google_compute_zones':
      return zones(context, googleZones);
    case 'aws_default_tags':
      return new Map(context.defaultTags ? [['tags', context.defaultTags]] : []);
    case 'local_file':
      return localFile(context);
    default:
      return NONE;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: which partition a region belongs to. */
function partition({ region: name }: DataContext): Answers {
  const [id, suffix] = name?.startsWith('cn-')
    ? ['aws-cn', 'amazonaws.com.cn']
    : name?.startsWith('us-gov-')
      ? ['aws-us-gov', 'amazonaws.com']
      : ['aws', 'amazonaws.com'];
  return texts({ partition: id, id, dns_suffix: suffix, reverse_dns_prefix: suffix.split('.').reverse().join('.') });
}

function region({ configured, region: provider }: DataContext): Answers {
  const asked = text(configured.get('region')) ?? text(configured.get('name'));
  const name = configured.has('region') || configured.has('name') ? asked : provider;
  if (name === null) return NONE;
  return texts({ name, id: name, region: name, endpoint: `ec2.${name}.amazonaws.com` });
}

/** Filters could leave zones out: which, only the cloud knows, except for those that all usual zones pass. */
function zones(
  { configured, region: provider }: DataContext,
  zonesOf: (region: string) => readonly string[] | null,
): Answers {
  const asked = configured.has('region') ? text(configured.get('region')) : provider;
  const known = asked === null ? null : zonesOf(asked);
  const excluded = ['exclude_names', 'exclude_zone_ids', 'all_availability_zones'].some((name) => configured.has(name));
  if (known === null || excluded) return NONE;
  const names = known.map((name) => stringValue(name));
  return new Map<string, Value>([
    ['names', listValue(STRING, names)],
    ['id', stringValue(asked ?? '')],
  ]);
}

function localFile({ configured, readFile }: DataContext): Answers {
  const path = text(configured.get('filename'));
  const content = path === null ? null : readFile(path);
  if (!content) return NONE;
  return texts({
    content: new TextDecoder().decode(content),
    content_base64: Buffer.from(content).toString('base64'),
  });
}

function texts(answers: Readonly<Record<string, string>>): Answers {
  return new Map(Object.entries(answers).map(([name, value]) => [name, stringValue(value)] as const));
}

function text(value: Value | undefined): string | null {
  return value?.kind === 'string' && !value.sensitive ? value.text : null;
}
