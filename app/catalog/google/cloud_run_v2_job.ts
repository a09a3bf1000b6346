import { times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { alikeInAll, sizesAround } from '../usage-sizes.ts';
import { runTimeComponents } from './cloud-run-components.ts';
import { containerLimits } from './cloud-run-limits.ts';

/** A job of Cloud Run: CPU and memory while its tasks run. */
export const cloudRunV2Job: ResourceType = {
  types: ['google_cloud_run_v2_job'],
  source: { url: 'https://cloud.google.com/run/pricing', read: '2026-08-21' },
  usage: {
    monthly_job_executions: { unit: 'executions', means: 'executions in a month', sizes: sizesAround(1000) },
    average_task_execution_mins: { unit: 'minutes', means: 'average duration of a task', sizes: alikeInAll(5) },
  },
  parts: [
    part('Cloud Run job', (r) => {
      const tasks = times(r.usage('monthly_job_executions'), r.number('template.task_count', 1));
      return runTimeComponents(r.region, {
        ...containerLimits(r.blocks('template.template.containers')),
        billing: 'instance',
        cpuName: 'CPU allocation time',
        seconds: times(times(tasks, r.usage('average_task_execution_mins')), 60),
      });
    }),
  ],
};
