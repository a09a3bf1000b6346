import { per, roundUp, times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Requests to a queue, in steps of 64 KB. */
export const sqsQueue: ResourceType = {
  types: ['aws_sqs_queue'],
  source: { url: 'https://aws.amazon.com/sqs/pricing/', read: '2026-08-21' },
  usage: {
    monthly_requests: usageKey('requests', 'Requests to the queue', 25_000_000),
    request_size_kb: usageKey('KB', 'Size of a request', 32),
  },
  parts: [
    part('Requests', (r) => {
      const fifo = r.flag('fifo_queue');
      const attributes: Readonly<Record<string, string>> = fifo ? { example: FIFO_EXAMPLE } : { example: '' };
      return metered('Requests', {
        unit: '1M requests',
        quantity: times(r.usage('monthly_requests'), roundUp(per(r.usage('request_size_kb', 64), 64))),
        price: exampleOf('aws_sqs_queue/Requests', { region: r.region, attributes }),
        per: 1_000_000,
      });
    }),
  ],
};

/** The book's example of the price of a FIFO queue; that of a standard queue is not named. */
const FIFO_EXAMPLE = 'fifo_sqs_queue_withUsage';
