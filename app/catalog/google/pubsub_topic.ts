import { part, type ResourceType } from '../resource-type.ts';
import { sizesAround } from '../usage-sizes.ts';
import { examplePrice } from './example-price.ts';

/** A topic of Pub/Sub: data published to it, at one price in the world. */
export const pubsubTopic: ResourceType = {
  types: ['google_pubsub_topic'],
  source: { url: 'https://cloud.google.com/pubsub/pricing', read: '2026-08-21' },
  usage: { monthly_message_data_tb: { unit: 'TiB', means: 'data published in a month', sizes: sizesAround(0.2) } },
  parts: [
    part('Message ingestion data', (r) => ({
      name: 'Message ingestion data',
      unit: 'TiB',
      quantity: r.usage('monthly_message_data_tb'),
      price: examplePrice('Message ingestion data', { type: 'google_pubsub_topic' }),
      usageBased: true,
    })),
  ],
};
