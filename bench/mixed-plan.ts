/** Values and references of one resource of each type; `n` tells one from another. */
type Sample = (n: number) => {
  readonly values: Readonly<Record<string, unknown>>;
  readonly references?: Readonly<Record<string, string>>;
  readonly unknown?: readonly string[];
};

const tags = (n: number) => ({ team: `team-${n % 20}`, env: n % 3 === 0 ? 'prod' : 'dev', cost_center: `${n % 7}` });

const SAMPLES: Readonly<Record<string, Sample>> = {
  aws_instance: (n) => ({
    values: {
      ami: 'ami-0abcdef1234567890',
      instance_type: ['m5.large', 't3.medium', 'c6i.xlarge', 'r6g.large'][n % 4],
      root_block_device: [{ volume_type: 'gp3', volume_size: 30 + (n % 50), iops: 3000, throughput: 125 }],
      ebs_block_device: [{ device_name: '/dev/sdf', volume_type: 'gp2', volume_size: 100 }],
      monitoring: n % 2 === 0,
      tags: tags(n),
      tags_all: tags(n),
    },
    references: { subnet_id: `aws_subnet.s${n % 10}.id` },
    unknown: ['id', 'arn', 'private_ip', 'subnet_id'],
  }),
  aws_ebs_volume: (n) => ({
    values: { type: 'gp3', size: 10 + (n % 500), availability_zone: 'us-east-1a', tags: tags(n) },
  }),
  aws_db_instance: (n) => ({
    values: {
      engine: ['postgres', 'mysql'][n % 2],
      engine_version: '16.3',
      instance_class: ['db.m5.large', 'db.t3.medium'][n % 2],
      allocated_storage: 100 + (n % 100),
      storage_type: 'gp2',
      multi_az: n % 2 === 0,
      backup_retention_period: 7,
    },
    unknown: ['id', 'arn', 'endpoint'],
  }),
  aws_lambda_function: (n) => ({
    values: {
      function_name: `f${n}`,
      memory_size: 512,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      tags: tags(n),
    },
    references: { role: `aws_iam_role.r${n % 10}.arn` },
    unknown: ['id', 'arn', 'role'],
  }),
  aws_s3_bucket: (n) => ({ values: { bucket: `bucket-${n}`, tags: tags(n) }, unknown: ['id', 'arn'] }),
  aws_nat_gateway: () => ({ values: {}, references: { subnet_id: 'aws_subnet.s1.id' }, unknown: ['id', 'subnet_id'] }),
  aws_iam_role: (n) => ({ values: { name: `role-${n}` }, unknown: ['id', 'arn'] }),
  aws_cloudwatch_log_group: (n) => ({ values: { name: `/app/${n}`, retention_in_days: 30 } }),
  aws_security_group_rule: (n) => ({ values: { type: 'ingress', from_port: n % 65_535, protocol: 'tcp' } }),
  aws_unheard_of: (n) => ({ values: { size: n } }),
  azurerm_linux_virtual_machine: (n) => ({
    values: {
      location: 'westeurope',
      size: ['Standard_D2s_v3', 'Standard_B2s'][n % 2],
      os_disk: [{ storage_account_type: 'Premium_LRS', disk_size_gb: 64, caching: 'ReadWrite' }],
      tags: tags(n),
    },
    references: { resource_group_name: 'azurerm_resource_group.main.name' },
    unknown: ['id', 'private_ip_address'],
  }),
  azurerm_managed_disk: (n) => ({
    values: { location: 'westeurope', storage_account_type: 'Premium_LRS', disk_size_gb: 128 << (n % 3) },
  }),
  azurerm_public_ip: () => ({ values: { location: 'westeurope', sku: 'Standard', allocation_method: 'Static' } }),
  azurerm_subnet: (n) => ({ values: { name: `s${n}`, address_prefixes: ['10.0.0.0/24'] } }),
  google_compute_instance: (n) => ({
    values: {
      machine_type: ['e2-standard-4', 'n2-standard-8'][n % 2],
      zone: 'us-central1-a',
      boot_disk: [{ initialize_params: [{ size: 50, type: 'pd-ssd' }] }],
      labels: tags(n),
    },
    unknown: ['id', 'self_link'],
  }),
  google_compute_disk: (n) => ({ values: { type: 'pd-ssd', size: 10 + (n % 200), zone: 'us-central1-a' } }),
  google_sql_database_instance: () => ({
    values: {
      region: 'us-central1',
      database_version: 'POSTGRES_16',
      settings: [{ tier: 'db-custom-2-7680', availability_type: 'REGIONAL', disk_size: 100, disk_type: 'PD_SSD' }],
    },
  }),
  google_storage_bucket: (n) => ({ values: { name: `b${n}`, location: 'US', storage_class: 'STANDARD' } }),
  google_project_service: (n) => ({ values: { service: `s${n}.googleapis.com` } }),
};

/** A plan JSON with `count` resources of all sample types in turn, half of them in modules of a hundred. */
export function mixedPlan(count: number): Readonly<Record<string, unknown>> {
  const types = Object.keys(SAMPLES);
  const planned: Resources = { root: [], modules: new Map() };
  const configured: Resources = { root: [], modules: new Map() };
  const changes: unknown[] = [];
  for (let n = 0; n < count; n += 1) {
    const type = types[n % types.length] ?? '';
    const { values, references = {}, unknown = ['id'] } = SAMPLES[type]?.(n) ?? { values: {} };
    const module = n % 200 < 100 ? null : `m${Math.floor(n / 200)}`;
    const local = `${type}.r${n}`;
    const address = module === null ? local : `module.${module}.${local}`;
    const [provider = ''] = type.split('_', 1);
    const identity = { address, mode: 'managed', type, name: `r${n}` };
    const provider_name = `registry.terraform.io/hashicorp/${provider}`;
    add(planned, module, { ...identity, provider_name, schema_version: 1, values, sensitive_values: {} });
    const expressions = {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { constant_value: value }])),
      ...Object.fromEntries(
        Object.entries(references).map(([name, to]) => [name, { references: [to, to.replace(/\.\w+$/, '')] }]),
      ),
    };
    add(configured, module, { ...identity, address: local, provider_config_key: provider, expressions });
    const after_unknown = Object.fromEntries(unknown.map((name) => [name, true]));
    changes.push({
      ...identity,
      provider_name,
      change: {
        actions: ['create'],
        before: null,
        after: values,
        after_unknown,
        before_sensitive: false,
        after_sensitive: {},
      },
    });
  }
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: planned.root,
        child_modules: [...planned.modules].map(([name, resources]) => ({ address: `module.${name}`, resources })),
      },
    },
    resource_changes: changes,
    configuration: {
      provider_config: {
        aws: { name: 'aws', expressions: { region: { constant_value: 'us-east-1' } } },
        azurerm: { name: 'azurerm' },
        google: { name: 'google', expressions: { region: { constant_value: 'us-central1' } } },
      },
      root_module: {
        resources: configured.root,
        module_calls: Object.fromEntries(
          [...configured.modules].map(([name, resources]) => [name, { source: './m', module: { resources } }]),
        ),
      },
    },
  };
}

interface Resources {
  readonly root: unknown[];
  readonly modules: Map<string, unknown[]>;
}

function add(resources: Resources, module: string | null, resource: unknown): void {
  if (module === null) {
    resources.root.push(resource);
    return;
  }
  const list = resources.modules.get(module) ?? [];
  list.push(resource);
  resources.modules.set(module, list);
}
