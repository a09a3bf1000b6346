import { per, roundUp, times } from '#app/measure/quantity.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** How the protocols are called in a bill, and how many deliveries are free. */
const PROTOCOLS: Readonly<Record<string, readonly [string, string, number]>> = {
  http: ['HTTP', 'http', 100_000],
  https: ['HTTP', 'http', 100_000],
  email: ['SMTP', 'email', 1000],
  'email-json': ['SMTP', 'email', 1000],
  application: ['APNS', 'mobile-push', 1_000_000],
  firehose: ['FIREHOSE', 'firehose', 0],
};

/** Subscriptions of a topic; deliveries to SQS and Lambda are free. */
export const snsTopicSubscription: ResourceType = {
  types: ['aws_sns_topic_subscription'],
  source: { url: 'https://aws.amazon.com/sns/pricing/', read: '2026-08-21' },
  usage: {
    monthly_requests: usageKey('requests', 'Messages delivered'),
    request_size_kb: usageKey('KB', 'Size of a message'),
  },
  parts: [
    part('Notifications', (r) => {
      const known = PROTOCOLS[r.text('protocol', '').toLowerCase()];
      if (!known) return [];
      const [label, key, tierStart] = known;
      return metered(`${label} notifications`, {
        unit: '1M notifications',
        quantity: times(r.usage('monthly_requests'), roundUp(per(r.usage('request_size_kb', 64), 64))),
        price: priceOf(`sns/delivery/${key}`, { region: r.region, tierStart }),
        per: 1_000_000,
      });
    }),
  ],
};
