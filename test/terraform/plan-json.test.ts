import { describe, expect, it } from 'vitest';
import { readPlan, readState } from '#app/terraform/plan-json.ts';
import { UNKNOWN } from '#app/terraform/resource.ts';

interface PlanParts {
  readonly resources?: readonly object[];
  readonly modules?: readonly object[];
  readonly changes?: readonly object[];
  readonly prior?: readonly object[];
  readonly configuration?: object;
  readonly variables?: object;
}

function plan(parts: PlanParts) {
  return readPlan(
    JSON.stringify({
      format_version: '1.2',
      variables: parts.variables ?? {},
      planned_values: { root_module: { resources: parts.resources ?? [], child_modules: parts.modules ?? [] } },
      resource_changes: parts.changes ?? [],
      prior_state: { values: { root_module: { resources: parts.prior ?? [] } } },
      configuration: parts.configuration ?? {},
    }),
    'plan.json',
  );
}

const resource = (address: string, values: object = {}, more: object = {}) => {
  const [type, name] = address.replace(/^module\..*\.(?=aws_)/, '').split(/[.[]/);
  return {
    address,
    mode: 'managed',
    type,
    name,
    values,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    ...more,
  };
};
const configured = (address: string, expressions: object = {}, key = 'aws') => ({
  address,
  provider_config_key: key,
  expressions,
});

describe('the provider of a plan', () => {
  const withRegion = (region: object, variables: object, declared: object = {}) =>
    plan({
      resources: [resource('aws_x.y')],
      variables,
      configuration: {
        provider_config: { aws: { name: 'aws', expressions: { region } } },
        root_module: { resources: [configured('aws_x.y')], variables: declared },
      },
    }).planned.resources[0];

  it('has the region of a constant, of a variable, or of its default', () => {
    expect(withRegion({ constant_value: 'eu-west-1' }, {})?.providerRegion).toBe('eu-west-1');
    expect(withRegion({ references: ['var.r'] }, { r: { value: 'eu-west-2' } })?.providerRegion).toBe('eu-west-2');
    expect(withRegion({ references: ['var.r'] }, {}, { r: { default: 'eu-west-3' } })?.providerRegion).toBe(
      'eu-west-3',
    );
  });

  it('has an unknown region with its reason where the plan does not tell it', () => {
    const found = withRegion({ references: ['local.region'] }, {});
    expect(found?.providerRegion).toBe(UNKNOWN);
    expect(found?.unknownReasons['region']).toContain('local.region');
    expect(withRegion({ references: ['var.env'] }, { env: { value: 'prod' } })?.providerRegion).toBe(UNKNOWN);
  });

  it('takes a region from the arguments of a module call', () => {
    const { planned } = plan({
      modules: [{ address: 'module.m', resources: [resource('module.m.aws_x.y')] }],
      variables: { region: { value: 'sa-east-1' } },
      configuration: {
        provider_config: {
          'module.m:aws': {
            name: 'aws',
            module_address: 'module.m',
            expressions: { region: { references: ['var.r'] } },
          },
        },
        root_module: {
          module_calls: {
            m: {
              expressions: { r: { references: ['var.region'] } },
              module: { resources: [configured('aws_x.y', {}, 'module.m:aws')], variables: { r: {} } },
            },
          },
        },
      },
    });
    expect(planned.resources[0]?.providerRegion).toBe('sa-east-1');
  });

  it('gives default tags from a variable', () => {
    const { planned } = plan({
      resources: [resource('aws_x.y', { tags: { a: '1' } })],
      variables: { tags: { value: { team: 'core' } } },
      configuration: {
        provider_config: {
          aws: { name: 'aws', expressions: { default_tags: [{ tags: { references: ['var.tags'] } }] } },
        },
        root_module: { resources: [configured('aws_x.y')] },
      },
    });
    expect(planned.resources[0]?.tags).toEqual({
      values: { team: 'core', a: '1' },
      unknownKeys: [],
      incomplete: false,
    });
  });

  it('is not asked for default tags when the plan shows all tags', () => {
    const { planned } = plan({
      resources: [resource('aws_x.y', { tags: { a: '1' }, tags_all: { a: '1', b: '2' } })],
      configuration: {
        provider_config: {
          aws: { name: 'aws', expressions: { default_tags: [{ tags: { references: ['local.tags'] } }] } },
        },
        root_module: { resources: [configured('aws_x.y')] },
      },
    });
    expect(planned.resources[0]?.tags).toEqual({ values: { a: '1', b: '2' }, unknownKeys: [], incomplete: false });
  });
});

describe('references in a plan', () => {
  it('lead through arguments and outputs of modules, with keys that hold brackets', () => {
    const module = 'module.app["a].b"]';
    const { planned } = plan({
      resources: [resource('aws_vpc.main'), resource('aws_top.t')],
      modules: [{ address: module, resources: [resource(`${module}.aws_x.y`)] }],
      configuration: {
        root_module: {
          resources: [
            configured('aws_top.t', { in: { references: ['module.app["a].b"].out', 'module.app["a].b"]'] } }),
          ],
          module_calls: {
            net: { module: { outputs: { id: { expression: { references: ['aws_vpc.this.id', 'aws_vpc.this'] } } } } },
            app: {
              expressions: {
                vpc: { references: ['aws_vpc.main[0].id', 'aws_vpc.main[0]', 'aws_vpc.main'] },
                net: { references: ['module.net.id', 'module.net'] },
              },
              module: {
                outputs: { out: { expression: { references: ['aws_x.y.id', 'aws_x.y'] } } },
                resources: [
                  configured('aws_x.y', { v: { references: ['var.vpc'] }, n: [{ i: { references: ['var.net'] } }] }),
                ],
              },
            },
          },
        },
      },
    });
    const found = Object.fromEntries(planned.resources.map((each) => [each.address, each.references]));
    expect(found[`${module}.aws_x.y`]).toEqual({ v: ['aws_vpc.main[0]'], 'n.i': ['module.net.aws_vpc.this'] });
    expect(found['aws_top.t']).toEqual({ in: [`${module}.aws_x.y`] });
  });
});

describe('unknown and sensitive parts of a plan', () => {
  it('name what makes them unknown', () => {
    const { planned } = plan({
      resources: [resource('aws_x.y', { disk: [{}] })],
      changes: [
        {
          address: 'aws_x.y',
          change: { actions: ['create'], after_unknown: { id: true, size: true, disk: [{ kms: true }] } },
        },
      ],
      configuration: {
        root_module: {
          resources: [
            configured('aws_x.y', {
              size: { references: ['aws_z.w.size', 'aws_z.w', 'var.n'] },
              disk: [{ kms: { references: ['aws_kms_key.k.arn', 'aws_kms_key.k'] } }],
            }),
          ],
        },
      },
    });
    expect(planned.resources[0]?.unknownReasons).toEqual({
      size: 'it depends on aws_z.w.size, var.n, known after apply',
      'disk.0.kms': 'it depends on aws_kms_key.k.arn, known after apply',
    });
    expect(planned.resources[0]?.attributes).toEqual({ id: UNKNOWN, size: UNKNOWN, disk: [{ kms: UNKNOWN }] });
  });

  it('are sensitive on the side that is marked', () => {
    const change = {
      address: 'aws_x.y',
      change: { actions: ['update'], before_sensitive: { a: true }, after_sensitive: { b: { c: true } } },
    };
    const found = plan({
      resources: [resource('aws_x.y', { a: '1', b: { c: '2' } })],
      prior: [resource('aws_x.y', { a: '0' })],
      changes: [change],
    });
    expect(found.prior.resources[0]?.sensitivePaths).toEqual(['a']);
    expect(found.planned.resources[0]?.sensitivePaths).toEqual(['b.c']);
  });
});

describe('changes of a plan', () => {
  it('under -target leave what they do not touch on both sides', () => {
    const found = plan({
      resources: [resource('aws_x.new')],
      prior: [resource('aws_x.old'), resource('aws_x.gone')],
      changes: [
        { address: 'aws_x.new', change: { actions: ['create'] } },
        { address: 'aws_x.gone', change: { actions: ['delete'] } },
      ],
    });
    expect(found.planned.resources.map(({ address }) => address)).toEqual(['aws_x.new', 'aws_x.old']);
  });

  it('of a deposed object do not hide what happens to the instance, and forgetting is a deletion', () => {
    const found = plan({
      changes: [
        { address: 'aws_x.y', change: { actions: ['update'] } },
        { address: 'aws_x.y', deposed: 'abc', change: { actions: ['delete'] } },
        { address: 'aws_x.f', change: { actions: ['forget'] } },
        { address: 'aws_x.r', change: { actions: ['create', 'delete'] } },
      ],
    });
    expect([...found.changes]).toEqual([
      ['aws_x.y', 'update'],
      ['aws_x.f', 'delete'],
      ['aws_x.r', 'replace'],
    ]);
  });

  it('of 10,000 resources are read whole', () => {
    const addresses = Array.from({ length: 10_000 }, (_, i) => `aws_x.y[${i}]`);
    const found = plan({
      resources: addresses.map((address, index) =>
        resource(address, { a: [{ b: index }], tags: { x: 'y' } }, { index }),
      ),
      prior: addresses.map((address, index) => resource(address, { a: [{ b: index }] }, { index })),
      changes: addresses.map((address) => ({
        address,
        change: { actions: ['update'], after_unknown: { a: [{ c: true }] } },
      })),
      configuration: { root_module: { resources: [configured('aws_x.y', { a: [{ c: { references: ['var.x'] } }] })] } },
    });
    expect(found.planned.resources).toHaveLength(10_000);
  });

  it('that ended with an error are reported as not complete', () => {
    const text = JSON.stringify({ format_version: '1.2', planned_values: {}, errored: true });
    expect(readPlan(text, 'p.json').planned.diagnostics).toMatchObject([{ severity: 'error' }]);
  });

  it('nested without end are refused', () => {
    const deep = `${'{"a":'.repeat(20_000)}true${'}'.repeat(20_000)}`;
    const change = `{"address":"aws_x.y","change":{"actions":["create"],"after_unknown":${deep}}}`;
    const values = '{"root_module":{"resources":[{"address":"aws_x.y","mode":"managed","type":"aws_x","name":"y"}]}}';
    const text = `{"format_version":"1.2","planned_values":${values},"resource_changes":[${change}]}`;
    expect(() => readPlan(text, 'p.json')).toThrow('nested too deeply');
  });
});

describe('a state file', () => {
  it('of format 4 is read with keys, modules and sensitive paths', () => {
    const project = readState(
      JSON.stringify({
        version: 4,
        terraform_version: '1.11.4',
        resources: [
          {
            module: 'module.m["k"]',
            mode: 'managed',
            type: 'aws_x',
            name: 'y',
            provider: 'provider["registry.terraform.io/hashicorp/aws"].west',
            instances: [
              {
                index_key: 'a"b',
                attributes: { password: 'p', list: [{ s: 1 }], tags: { t: 'v' } },
                sensitive_attributes: [
                  [{ type: 'get_attr', value: 'password' }],
                  [
                    { type: 'get_attr', value: 'list' },
                    { type: 'index', value: { value: 0, type: 'number' } },
                    { type: 'get_attr', value: 's' },
                  ],
                ],
              },
              { index_key: 'a"b', deposed: 'x', attributes: {} },
            ],
          },
        ],
      }),
      'terraform.tfstate',
    );
    expect(project.resources).toMatchObject([
      {
        address: 'module.m["k"].aws_x.y["a\\"b"]',
        provider: 'aws',
        sensitivePaths: ['password', 'list.0.s'],
        tags: { values: { t: 'v' } },
      },
    ]);
  });
});
