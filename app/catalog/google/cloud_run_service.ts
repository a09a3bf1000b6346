import { part, type ResourceType } from '../resource-type.ts';
import { RUN_USAGE, runServiceComponents } from './cloud-run-components.ts';
import { annotation, containerLimits } from './cloud-run-limits.ts';

/** A service of Cloud Run in the older API. */
export const cloudRunService: ResourceType = {
  types: ['google_cloud_run_service'],
  source: { url: 'https://cloud.google.com/run/pricing', read: '2026-08-21' },
  usage: RUN_USAGE,
  parts: [
    part('Cloud Run service', (r) =>
      runServiceComponents(r, {
        ...containerLimits(r.blocks('template.spec.containers')),
        billing: annotation(r, 'run.googleapis.com/cpu-throttling') === 'false' ? 'instance' : 'request',
        minInstances: Number(annotation(r, 'autoscaling.knative.dev/minScale') ?? 0) || 0.5,
        cpuName: 'CPU allocation Time',
      }),
    ),
  ],
};
