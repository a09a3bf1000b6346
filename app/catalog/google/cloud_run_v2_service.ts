import { part, type ResourceType } from '../resource-type.ts';
import { RUN_USAGE, runServiceComponents } from './cloud-run-components.ts';
import { containerLimits } from './cloud-run-limits.ts';

/** A service of Cloud Run. */
export const cloudRunV2Service: ResourceType = {
  types: ['google_cloud_run_v2_service'],
  source: { url: 'https://cloud.google.com/run/pricing', read: '2026-08-21' },
  usage: RUN_USAGE,
  parts: [
    part('Cloud Run service', (r) => {
      const containers = r.blocks('template.containers');
      return runServiceComponents(r, {
        ...containerLimits(containers),
        billing: containers[0]?.flag('resources.cpu_idle', true) === false ? 'instance' : 'request',
        minInstances: r.number('template.scaling.min_instance_count', 0) || 0.5,
        cpuName: 'CPU allocation time',
      });
    }),
  ],
};
