import { type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';

/** Where a provider bills when nothing says otherwise; the estimate flags it as assumed. */
const DEFAULT_REGION: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  azurerm: 'eastus',
  google: 'us-central1',
};

type Answer = { readonly region: string } | { readonly unknown: string };

interface Neighbours {
  related(resource: ResourceInstance, path: string): readonly ResourceInstance[];
}

/** Azure resources often have no location of their own: their group's, their parent's. */
const PARENT_PATHS: readonly string[] = [
  'resource_group_name',
  'virtual_network_name',
  'server_id',
  'storage_account_id',
  'storage_account_name',
  'kubernetes_cluster_id',
  'virtual_machine_id',
  'service_plan_id',
  'app_service_plan_id',
  'namespace_id',
  'account_name',
  'data_factory_id',
  'data_factory_name',
  'synapse_workspace_id',
  'cognitive_account_id',
  'cassandra_keyspace_id',
  'loadbalancer_id',
  'key_vault_id',
  'profile_id',
  'domain_service_id',
  'log_analytics_workspace_id',
  'workspace_id',
  'machine_learning_workspace_id',
  'virtual_hub_id',
  'express_route_gateway_id',
  'vpn_gateway_id',
  'certificate_id',
  'target_resource_id',
];

/**
 * The region a resource is billed in: its own region, location, zone or ARN; else (Azure) that of its group or
 * parent; else the provider's; else the provider's customary default. Unknown only when an attribute that decides is.
 */
export function billedRegion(resource: ResourceInstance, neighbours: Neighbours, depth = 0): Answer {
  const own = ownRegion(resource);
  if (own) return own;
  const family = providerFamily(resource);
  if (family === 'azurerm' && depth < 4) {
    for (const path of PARENT_PATHS) {
      for (const parent of neighbours.related(resource, path)) {
        const answer = parent.type.startsWith('azurerm_') ? inheritedRegion(parent, neighbours, depth + 1) : undefined;
        if (answer) return answer;
      }
    }
  }
  return providerRegion(resource, family);
}

/** The family of a provider's local name: `google-beta` bills like `google`. */
export function providerFamily(resource: ResourceInstance): string {
  const { type } = resource;
  const end = type.indexOf('_');
  const prefix = end < 0 ? type : type.slice(0, end);
  return prefix === 'alicloud' ? resource.provider : prefix;
}

/** True when nothing in the configuration says where the resource is billed. */
export function regionIsAssumed(resource: ResourceInstance, neighbours: Neighbours): boolean {
  if (resource.providerRegion !== null || ownRegion(resource)) return false;
  return billedRegionSource(resource, neighbours) === 'default';
}

function billedRegionSource(resource: ResourceInstance, neighbours: Neighbours): 'parent' | 'default' {
  const parents = PARENT_PATHS.flatMap((path) => neighbours.related(resource, path));
  return parents.some((parent) => ownRegion(parent)) ? 'parent' : 'default';
}

function inheritedRegion(parent: ResourceInstance, neighbours: Neighbours, depth: number): Answer | undefined {
  const own = ownRegion(parent);
  if (own) return own;
  const answer = billedRegion(parent, neighbours, depth);
  return 'region' in answer && parent.providerRegion === null && answer.region === DEFAULT_REGION['azurerm']
    ? undefined
    : answer;
}

const PLACE_ATTRIBUTES: readonly string[] = ['region', 'location', 'zone', 'availability_zone'];

function ownRegion(resource: ResourceInstance): Answer | undefined {
  for (const name of PLACE_ATTRIBUTES) {
    // The location of a Direct Connect port is a building, not a region.
    if (name === 'location' && providerFamily(resource) === 'aws') continue;
    const value = resource.attributes[name];
    // A zone that is decided at apply lies in the provider's region all the same.
    if (value === UNKNOWN) {
      if (name === 'zone' || name === 'availability_zone') continue;
      if (name === 'region' && resource.providerRegion !== null) continue;
      if (name === 'location' && providerFamily(resource) === 'azurerm') continue;
      return { unknown: resource.unknownReasons[name] ?? `${name} is decided at apply` };
    }
    if (typeof value === 'string' && value !== '') return { region: regionOf(value, name, resource) };
  }
  const arn = resource.attributes['arn'];
  const fromArn = typeof arn === 'string' ? /^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(arn)?.[1] : undefined;
  return fromArn ? { region: fromArn } : undefined;
}

function regionOf(value: string, attribute: string, resource: ResourceInstance): string {
  const family = providerFamily(resource);
  if (family === 'azurerm') return value.toLowerCase().replaceAll(' ', '');
  if (family === 'google') return googleRegion(value);
  return attribute.endsWith('zone') ? value.replace(/[a-z]$/, '') : value;
}

/** `us-central1-a` lies in `us-central1`; multi-regions such as `US` stay as they are. */
function googleRegion(value: string): string {
  const name = value.split('/').at(-1) ?? value;
  return /^[a-z]+-[a-z]+\d+-[a-z]$/.test(name) ? name.slice(0, -2) : name;
}

function providerRegion(resource: ResourceInstance, family: string): Answer {
  if (resource.providerRegion === UNKNOWN) {
    return { unknown: resource.unknownReasons['region'] ?? 'the provider configuration sets it at apply' };
  }
  if (resource.providerRegion) return { region: resource.providerRegion };
  return { region: DEFAULT_REGION[family] ?? 'unknown' };
}
