import { larger, per, roundUp, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered, tiered } from './rows.ts';
import { usageKey } from './usage-key.ts';

const DURATION_TIERS = ['first 1K', 'next 4K', 'over 5K'] as const;

/** Step Functions: standard workflows by the transition, express ones by requests and GB-hours. */
export const sfnStateMachine: ResourceType = {
  types: ['aws_sfn_state_machine'],
  source: { url: 'https://aws.amazon.com/step-functions/pricing/', read: '2026-08-21' },
  usage: {
    monthly_transitions: usageKey('transitions', 'State transitions of a standard workflow', 400_000),
    monthly_requests: usageKey('requests', 'Executions of an express workflow', 10_000_000),
    memory_mb: usageKey('MB', 'Memory of an execution, in steps of 64 MB', 64),
    workflow_duration_ms: usageKey('ms', 'Duration of an execution, in steps of 100 ms', 250),
  },
  parts: [
    part('Workflow', (r) => {
      if (r.text('type', 'STANDARD').toUpperCase() === 'EXPRESS') return expressRows(r);
      return metered('Transitions', {
        unit: '1K transitions',
        quantity: r.usage('monthly_transitions'),
        price: exampleOf('aws_sfn_state_machine/Transitions', r),
        per: 1000,
      });
    }),
  ],
};

function expressRows(r: ResourceReader): readonly Component[] {
  const requests = r.usage('monthly_requests');
  const memoryMB = times(roundUp(per(larger(r.usage('memory_mb', 64), 1), 64)), 64);
  const seconds = per(roundUp(per(larger(r.usage('workflow_duration_ms', 100), 1), 100)), 10);
  const gbHours = per(times(times(requests, seconds), per(memoryMB, 1024)), 3600);
  return [
    metered('Requests', {
      unit: '1M requests',
      quantity: requests,
      price: exampleOf('aws_sfn_state_machine/Requests', r),
      per: 1_000_000,
    }),
    ...tiered({
      name: 'Duration',
      tiers: DURATION_TIERS,
      widths: [1000, 4000],
      unit: 'GB-hours',
      quantity: gbHours,
      price: (_start, tier) => exampleOf(`aws_sfn_state_machine/Duration (${tier})`, r),
    }),
  ];
}
