import { type Part, part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** A subscription of Pub/Sub: data delivered and messages kept, at one price in the world. */
export const pubsubSubscription: ResourceType = {
  types: ['google_pubsub_subscription'],
  source: { url: 'https://cloud.google.com/pubsub/pricing', read: '2026-08-21' },
  usage: {
    monthly_message_data_tb: { unit: 'TiB', means: 'data delivered in a month', sizes: sizesAround(0.2) },
    storage_gb: { unit: 'GiB', means: 'acknowledged messages that are kept', sizes: sizesAround(25) },
    snapshot_storage_gb: { unit: 'GiB', means: 'unacknowledged messages that snapshots keep', sizes: sizesAround(25) },
  },
  parts: [
    row('Message delivery data', 'TiB', 'monthly_message_data_tb'),
    row('Retained acknowledged message storage', 'GiB', 'storage_gb'),
    row('Snapshot message backlog storage', 'GiB', 'snapshot_storage_gb'),
  ],
};

function row(name: string, unit: string, key: string): Part {
  return part(name, (r) => ({
    name,
    unit,
    quantity: r.usage(key),
    price: examplePrice(name, { type: 'google_pubsub_subscription' }),
    usageBased: true,
  }));
}
