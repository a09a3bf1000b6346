import { times } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { hourly, metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Copies of the data that a RabbitMQ cluster keeps. */
const CLUSTER_COPIES = 3;

/** ActiveMQ and RabbitMQ brokers. */
export const mqBroker: ResourceType = {
  types: ['aws_mq_broker'],
  source: { url: 'https://aws.amazon.com/amazon-mq/pricing/', read: '2026-08-21' },
  usage: { storage_size_gb: usageKey('GB', 'Data stored', 100) },
  parts: [
    part('Instance usage', (r) => {
      const type = r.text('host_instance_type', '');
      const name = `Instance usage (${r.text('engine_type', '')}, ${type}, ${deployment(r)})`;
      return hourly(name, { price: exampleOf(`aws_mq_broker/${name}`, r) });
    }),
    part('Storage', (r) => {
      const rabbit = isRabbit(r);
      const kind = r.text('storage_type', rabbit ? 'ebs' : 'efs').toUpperCase();
      const name = `Storage (${r.text('engine_type', '')}, ${kind})`;
      const copies = rabbit && deployment(r) === 'cluster_multi_az' ? CLUSTER_COPIES : 1;
      return metered(name, {
        unit: 'GB',
        quantity: times(r.usage('storage_size_gb'), copies),
        price: exampleOf(`aws_mq_broker/${name}`, r),
      });
    }),
  ],
};

function deployment(r: ResourceReader): string {
  return r.text('deployment_mode', 'SINGLE_INSTANCE').toLowerCase();
}

function isRabbit(r: ResourceReader): boolean {
  return r.text('engine_type', '').toLowerCase() === 'rabbitmq';
}
