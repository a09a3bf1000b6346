import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { row } from './rows.ts';

/** Composite alarms. */
export const cloudwatchCompositeAlarm: ResourceType = {
  types: ['aws_cloudwatch_composite_alarm'],
  source: { url: 'https://aws.amazon.com/cloudwatch/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Composite alarm', (r) =>
      row('Composite alarm', { unit: 'alarms', price: priceOf('cloudwatch/alarm/composite', r) }),
    ),
  ],
};
