import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { machineRow, monthlyHours } from './virtual-machine-usage.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/machine-learning/', read: '2026-08-21' };

/** A cluster of machines for training; the least number of nodes always runs. */
export const machineLearningCluster: ResourceType = {
  types: ['azurerm_machine_learning_compute_cluster'],
  source: SOURCE,
  usage: {
    instances: { unit: 'nodes', means: 'nodes that run on average' },
    monthly_hrs: { unit: 'hours', means: 'hours a month each node runs' },
  },
  parts: [
    part('Instance usage', (r) => {
      const least = r.number('scale_settings.min_node_count', 0);
      // Hours without a number of nodes are those of one node.
      const hours = r.usage('monthly_hrs', HOURS_PER_MONTH);
      const nodes = r.usage('instances', least === 0 && hours.origin !== 'configuration' ? 1 : least);
      return machineRow(r, { size: r.text('vm_size', ''), system: 'Linux', hours: times(nodes, hours) });
    }),
  ],
};

/** One machine for a data scientist. */
export const machineLearningInstance: ResourceType = {
  types: ['azurerm_machine_learning_compute_instance'],
  source: SOURCE,
  usage: { monthly_hrs: { unit: 'hours', means: 'hours a month the machine runs' } },
  parts: [
    part('Instance usage', (r) =>
      machineRow(r, { size: r.text('virtual_machine_size', ''), system: 'Linux', hours: monthlyHours(r) }),
    ),
  ],
};
