import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Third-party resource handlers that a stack invokes; AWS's own are free. */
export const cloudformationStack: ResourceType = {
  types: ['aws_cloudformation_stack', 'aws_cloudformation_stack_set'],
  source: { url: 'https://aws.amazon.com/cloudformation/pricing/', read: '2026-08-21' },
  usage: {
    monthly_handler_operations: usageKey('operations', 'Operations of third-party handlers', 11_111),
    monthly_duration_secs: usageKey('seconds', 'Duration of operations beyond 30 seconds', 125_000),
  },
  parts: [
    part('Handler operations', (r) => {
      if (onlyOwnTypes(r)) return [];
      return [
        metered('Handler operations', {
          unit: 'operations',
          quantity: r.usage('monthly_handler_operations'),
          price: priceOf('cloudformation/handler/operation', r),
        }),
        metered('Durations above 30s', {
          unit: 'seconds',
          quantity: r.usage('monthly_duration_secs'),
          price: priceOf('cloudformation/handler/duration', r),
        }),
      ];
    }),
  ],
};

/** A template that names only types of AWS, Alexa and Custom calls no third-party handler. */
function onlyOwnTypes(r: ResourceReader): boolean {
  const template = r.text('template_body');
  if (!template) return false;
  const types = [...template.matchAll(/["']?Type["']?\s*:\s*["']?([A-Za-z0-9]+)::/g)].map((match) => match[1] ?? '');
  return types.length > 0 && types.every((owner) => ['AWS', 'Alexa', 'Custom'].includes(owner));
}
