import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { hourly } from './rows.ts';

/** Traffic mirroring, by the hour of a session. */
export const ec2TrafficMirrorSession: ResourceType = {
  types: ['aws_ec2_traffic_mirror_session'],
  source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [part('Traffic mirror', (r) => hourly('Traffic mirror', { price: priceOf('vpc/mirroring/session-hour', r) }))],
};
