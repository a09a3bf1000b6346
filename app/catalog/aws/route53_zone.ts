import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { row } from './rows.ts';

/** Hosted zones, at the price of the first 25 of an account. */
export const route53Zone: ResourceType = {
  types: ['aws_route53_zone'],
  source: { url: 'https://aws.amazon.com/route53/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [part('Hosted zone', (r) => row('Hosted zone', { price: priceOf('route53/hosted-zone/zone', r) }))],
};
