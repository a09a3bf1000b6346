import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Part, part, type ResourceType } from '../resource-type.ts';
import { type ExampleName, priceRow } from './price-row.ts';
import { hourlyPart, usagePart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/data-factory/data-pipeline/', read: '2026-08-21' };
const RUNS = { monthly_orchestration_runs: { unit: 'runs', means: 'activity, trigger and debug runs in a month' } };

/** A data factory: operations on its entities. */
export const dataFactory: ResourceType = {
  types: ['azurerm_data_factory'],
  source: SOURCE,
  usage: {
    monthly_read_write_operation_entities: {
      unit: 'entities',
      means: 'entities created, read, changed or deleted',
      sizes: { small: 100000, medium: 1000000, large: 10000000 },
    },
    monthly_monitoring_operation_entities: {
      unit: 'entities',
      means: 'run records looked at',
      sizes: { small: 200000, medium: 2000000, large: 20000000 },
    },
  },
  parts: [
    usagePart({
      name: 'Read/Write operations',
      unit: '50k entities',
      key: 'monthly_read_write_operation_entities',
    }),
    usagePart({ name: 'Monitoring operations', unit: '50k entities', key: 'monthly_monitoring_operation_entities' }),
  ],
};

/** What every runtime is billed for besides its machines. */
const PIPELINES: readonly Part[] = [
  usagePart({ name: 'Orchestration', unit: '1k runs', key: 'monthly_orchestration_runs' }),
  hourlyPart('Data movement activity', 'Data movement activity'),
  hourlyPart('Pipeline activity', 'Pipeline activity'),
  hourlyPart('External pipeline activity', 'External pipeline activity'),
];

/** A runtime in Azure for data flows, by the vCore. */
export const dataFactoryRuntimeAzure: ResourceType = {
  types: ['azurerm_data_factory_integration_runtime_azure'],
  source: SOURCE,
  usage: RUNS,
  parts: [
    part('Compute', (r) => {
      const kind = { ComputeOptimized: 'Compute Optimized', MemoryOptimized: 'Memory Optimized' }[
        r.text('compute_type', '')
      ];
      const type = kind ?? 'General Purpose';
      const cores = r.number('core_count', 8);
      return priceRow(r, {
        name: `Compute (${type}, ${cores} vCores)`,
        unit: 'hours',
        quantity: HOURS_PER_MONTH,
        examples: flowExamples(type, cores),
      });
    }),
    ...PIPELINES,
  ],
};

/** vCores of a kind cost the same in every size. */
function flowExamples(type: string, cores: number): readonly ExampleName[] {
  const known = { 'Compute Optimized': 16, 'General Purpose': 8, 'Memory Optimized': 272 }[type] ?? cores;
  return [{ name: `Compute (${type}, ${known} vCores)`, share: cores / known }];
}

/** A runtime for SSIS packages, by the node. */
export const dataFactoryRuntimeSsis: ResourceType = {
  types: ['azurerm_data_factory_integration_runtime_azure_ssis'],
  source: SOURCE,
  usage: {},
  parts: [part('Compute', ssisNodes)],
};

/** The older type of that runtime. */
export const dataFactoryRuntimeManaged: ResourceType = {
  types: ['azurerm_data_factory_integration_runtime_managed'],
  source: SOURCE,
  usage: RUNS,
  parts: [part('Compute', ssisNodes), ...PIPELINES],
};

/** `Standard_D8_v3` is shown as `D8 v3`. */
function ssisNodes(r: ResourceReader) {
  const size = r
    .text('node_size', '')
    .replace(/^Standard_/, '')
    .replaceAll('_', ' ');
  const licence = r.text('license_type', 'LicenseIncluded') === 'LicenseIncluded' ? ', license included' : '';
  return priceRow(r, {
    name: `Compute (${size}, ${r.text('edition', 'Standard')}${licence})`,
    unit: 'hours',
    quantity: r.number('number_of_nodes', 1) * HOURS_PER_MONTH,
    examples: [{ type: 'azurerm_data_factory_integration_runtime_azure_ssis' }],
  });
}

/** A runtime on machines of one's own. */
export const dataFactoryRuntimeSelfHosted: ResourceType = {
  types: ['azurerm_data_factory_integration_runtime_self_hosted'],
  source: SOURCE,
  usage: RUNS,
  parts: PIPELINES,
};
