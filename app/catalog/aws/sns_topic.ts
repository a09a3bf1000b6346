import { less, per, type Quantity, roundUp, times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Requests are billed in steps of so many KB. */
const STEP_KB = 64;

/** Free notifications of an account in a month: https://aws.amazon.com/sns/pricing/ (facts read 2026-08-21). */
const FREE = { requests: 1_000_000, http: 100_000, email: 1000, sms: 100 } as const;

/** Topics, with the deliveries to their subscribers. */
export const snsTopic: ResourceType = {
  types: ['aws_sns_topic'],
  source: { url: 'https://aws.amazon.com/sns/pricing/', read: '2026-08-21' },
  usage: {
    monthly_requests: usageKey('requests', 'Messages published', 650),
    request_size_kb: usageKey('KB', 'Size of a message', 32),
    http_subscriptions: usageKey('subscriptions', 'HTTP and HTTPS subscriptions', 13_000),
    email_subscriptions: usageKey('subscriptions', 'Email subscriptions', 400),
    kinesis_subscriptions: usageKey('subscriptions', 'Firehose subscriptions', 40_000),
    mobile_push_subscriptions: usageKey('subscriptions', 'Mobile push subscriptions', 16_000),
    macos_subscriptions: usageKey('subscriptions', 'macOS subscriptions', 16_000),
    sms_subscriptions: usageKey('subscriptions', 'SMS subscriptions', 1),
    sms_notification_price: usageKey('USD', 'Price of one SMS, which depends on the country'),
  },
  parts: [part('Topic', (r) => (r.flag('fifo_topic') ? fifoRows(r) : standardRows(r)))],
};

function standardRows(r: ResourceReader): readonly Component[] {
  const { region } = r;
  const requests = times(r.usage('monthly_requests'), roundUp(per(r.usage('request_size_kb', STEP_KB), STEP_KB)));
  const sent = (key: string) => times(r.usage(key), requests);
  return [
    metered('API requests (over 1M)', {
      unit: '1M requests',
      quantity: less(requests, FREE.requests),
      price: priceOf('sns/request/api', { region, tierStart: FREE.requests }),
      per: 1_000_000,
    }),
    metered('HTTP/HTTPS notifications (over 100k)', {
      unit: '100k notifications',
      quantity: less(sent('http_subscriptions'), FREE.http),
      price: priceOf('sns/delivery/http', { region, tierStart: FREE.http }),
      per: 100_000,
    }),
    metered('Email/Email-JSON notifications (over 1k)', {
      unit: '100k notifications',
      quantity: less(sent('email_subscriptions'), FREE.email),
      price: priceOf('sns/delivery/email', { region, tierStart: FREE.email }),
      per: 100_000,
    }),
    metered('Kinesis Firehose notifications', {
      unit: '1M notifications',
      quantity: sent('kinesis_subscriptions'),
      price: priceOf('sns/delivery/firehose', r),
      per: 1_000_000,
    }),
    ...[
      ['Mobile Push notifications', 'mobile_push_subscriptions'] as const,
      ['MacOS notifications', 'macos_subscriptions'] as const,
    ].map(([name, key]) =>
      metered(name, {
        unit: '1M notifications',
        quantity: sent(key),
        price: priceOf('sns/delivery/mobile-push', { region, tierStart: 1_000_000 }),
        per: 1_000_000,
      }),
    ),
    ...smsRows(requests, r),
  ];
}

/** What an SMS costs depends on the country and the carrier: without a stated price it is unpriced. */
function smsRows(requests: Quantity, r: ResourceReader): readonly Component[] {
  const subscriptions = r.usage('sms_subscriptions');
  const stated = r.usage('sms_notification_price');
  if (subscriptions.state !== 'known' && stated.state !== 'known') return [];
  const price: Component['price'] =
    stated.state === 'known' ? { fixed: stated.value, currency: 'USD' } : priceOf('sns/delivery/sms', r);
  return [
    metered('SMS notifications (over 100)', {
      unit: '100 notifications',
      quantity: less(times(subscriptions, requests), FREE.sms),
      price,
      per: 100,
    }),
  ];
}

function fifoRows(r: ResourceReader): readonly Component[] {
  const requests = r.usage('monthly_requests');
  const payloadGB = per(times(requests, r.usage('request_size_kb', STEP_KB)), 1_000_000);
  const subscribers = r.referrers('aws_sns_topic_subscription').length;
  const published = [
    metered('FIFO Publish API requests', {
      unit: '1M requests',
      quantity: requests,
      price: priceOf('sns/fifo/publish', r),
      per: 1_000_000,
    }),
    metered('FIFO Publish API payload', {
      unit: 'GB',
      quantity: payloadGB,
      price: priceOf('sns/fifo/publish-payload', r),
    }),
  ];
  if (subscribers === 0) return published;
  return [
    ...published,
    metered('FIFO notifications', {
      unit: '1M notifications',
      quantity: times(requests, subscribers),
      price: priceOf('sns/fifo/delivery', r),
      per: 1_000_000,
    }),
    metered('FIFO notification payload', {
      unit: 'GB',
      quantity: times(payloadGB, subscribers),
      price: exampleOf('aws_sns_topic/FIFO notification payload', r),
    }),
  ];
}
