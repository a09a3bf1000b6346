import { describe, expect, it } from 'vitest';
import { estimateGoogle } from './rows.ts';

function hours(
  main: string,
  address: string,
  usage?: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> {
  const rows =
    estimateGoogle(main, usage)
      .get(address)
      ?.components.filter((row) => row.unit === 'hours') ?? [];
  return Object.fromEntries(
    rows.map((row) => [[...row.path, row.name].join(' > '), row.monthlyQuantity?.toNumber() ?? -1]),
  );
}

const NODES = 'Instance usage (Linux/UNIX, on-demand, e2-medium)';

describe('a cluster', () => {
  const cluster = (more: string): string => `resource "google_container_cluster" "c" {\n  name = "c"\n  ${more}\n}\n`;
  const nodes = (more: string): number =>
    hours(cluster(more), 'google_container_cluster.c')[`default_pool > ${NODES}`] ?? 0;

  it('has three nodes in each zone: one zone, three in a region, or those listed', () => {
    expect(nodes('location = "us-central1-a"')).toBe(730 * 3);
    expect(nodes('location = "us-central1"')).toBe(730 * 9);
    expect(nodes('location = "us-central1"\n  node_locations = ["us-central1-a", "us-central1-b"]')).toBe(730 * 6);
  });

  it('of one zone keeps its own zone beside those listed', () => {
    // registry.terraform.io: for a zonal cluster node_locations leaves out the cluster's zone.
    expect(nodes('location = "us-central1-a"\n  node_locations = ["us-central1-b"]')).toBe(730 * 6);
  });

  it('without a default pool, or with Autopilot, has no nodes of its own', () => {
    expect(nodes('location = "us-central1"\n  remove_default_node_pool = true')).toBe(0);
    const autopilot = estimateGoogle(cluster('location = "us-central1"\n  enable_autopilot = true'), {
      'google_container_cluster.c': { autopilot_vcpu_count: 10 },
    }).get('google_container_cluster.c');
    expect(autopilot?.components.map((row) => [row.name, row.priceState])).toEqual([
      ['Autopilot', 'priced'],
      ['Autopilot vCPU', 'priced'],
      ['Autopilot memory', 'usage'],
      ['Autopilot ephemeral storage', 'usage'],
    ]);
    // https://cloud.google.com/kubernetes-engine/pricing: 0.0445 a vCPU and hour in us-central1 × 10 × 730 = 324.85.
    expect(autopilot?.components[1]?.monthlyCost?.amount.toFixed()).toBe('324.85');
  });
});

describe('a node pool', () => {
  const pool = (more: string, cluster = 'location = "us-central1"'): string =>
    `resource "google_container_cluster" "c" {\n  name = "c"\n  ${cluster}\n}\nresource "google_container_node_pool" "p" {\n  cluster = google_container_cluster.c.id\n  ${more}\n}\n`;
  const nodes = (main: string): number => hours(main, 'google_container_node_pool.p')[NODES] ?? 0;

  it('takes its zones from its cluster', () => {
    expect(nodes(pool('node_count = 2'))).toBe(730 * 6);
    expect(nodes(pool('node_count = 2', 'location = "us-central1-a"'))).toBe(730 * 2);
    expect(nodes(pool('node_count = 2\n  node_locations = ["us-central1-a"]'))).toBe(730 * 2);
  });

  it('that scales is counted at its least size, in each zone or over all', () => {
    expect(nodes(pool('node_count = 2\n  autoscaling {\n    min_node_count = 1\n  }'))).toBe(730 * 3);
    expect(nodes(pool('autoscaling {\n    total_min_node_count = 4\n  }'))).toBe(730 * 4);
  });
});

describe('an instance group', () => {
  const template =
    'resource "google_compute_instance_template" "t" {\n  name = "t"\n  machine_type = "e2-medium"\n  disk {\n    boot = true\n  }\n}\n';
  const group = (more: string): string =>
    `${template}resource "google_compute_instance_group_manager" "g" {\n  name = "g"\n  zone = "us-central1-a"\n  version {\n    instance_template = google_compute_instance_template.t.id\n  }\n  ${more}\n}\n`;
  const size = (main: string): number => (hours(main, 'google_compute_instance_group_manager.g')[NODES] ?? 0) / 730;

  it('has its target size, else what its autoscaler keeps, else one machine', () => {
    expect(size(group('target_size = 4'))).toBe(4);
    expect(size(group(''))).toBe(1);
    const scaler =
      'resource "google_compute_autoscaler" "a" {\n  name = "a"\n  target = google_compute_instance_group_manager.g.id\n  autoscaling_policy {\n    min_replicas = 2\n    max_replicas = 5\n  }\n}\n';
    expect(size(group('') + scaler)).toBe(2);
  });

  it('has one machine more for each configuration of one', () => {
    const one =
      'resource "google_compute_per_instance_config" "i" {\n  name = "i"\n  instance_group_manager = google_compute_instance_group_manager.g.name\n}\n';
    expect(size(group('target_size = 0') + one)).toBe(1);
  });

  it('whose template stands elsewhere is unknown, not free', () => {
    const main =
      'resource "google_compute_instance_group_manager" "g" {\n  name = "g"\n  zone = "us-central1-a"\n  version {\n    instance_template = "projects/p/global/instanceTemplates/t"\n  }\n}\n';
    const resource = estimateGoogle(main).get('google_compute_instance_group_manager.g');
    expect(resource).toMatchObject({ support: 'unknown', complete: false });
    expect(resource?.components[0]?.reason).toContain('not part of this configuration');
  });
});

describe('a group of sole-tenant nodes', () => {
  const template = (more: string): string =>
    `resource "google_compute_node_template" "t" {\n  name = "t"\n  ${more}\n}\nresource "google_compute_node_group" "g" {\n  zone = "us-central1-a"\n  initial_size = 2\n  node_template = google_compute_node_template.t.id\n}\n`;

  it('is billed for whole nodes', () => {
    const rows = hours(template('node_type = "n1-node-96-624"'), 'google_compute_node_group.g');
    expect(rows).toEqual({ 'Sole-tenant node (n1-node-96-624)': 1460 });
  });

  it('whose node type Google chooses is unknown', () => {
    const main = template('node_type_flexibility {\n    cpus = "96"\n  }');
    expect(estimateGoogle(main).get('google_compute_node_group.g')?.support).toBe('unknown');
  });
});

describe('a machine from a template', () => {
  it('goes by its own machine type before that of the template', () => {
    const main = (more: string): string =>
      `resource "google_compute_instance_template" "t" {\n  name = "t"\n  machine_type = "e2-medium"\n}\nresource "google_compute_instance_from_template" "m" {\n  zone = "us-central1-a"\n  source_instance_template = google_compute_instance_template.t.id\n  ${more}\n}\n`;
    expect(Object.keys(hours(main(''), 'google_compute_instance_from_template.m'))).toEqual([NODES]);
    expect(Object.keys(hours(main('machine_type = "e2-small"'), 'google_compute_instance_from_template.m'))).toEqual([
      'Instance usage (Linux/UNIX, on-demand, e2-small)',
    ]);
  });
});
