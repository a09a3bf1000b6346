import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { row } from './rows.ts';

/** Dashboards; the three that an account has for nothing are not the resource's. */
export const cloudwatchDashboard: ResourceType = {
  types: ['aws_cloudwatch_dashboard'],
  source: { url: 'https://aws.amazon.com/cloudwatch/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Dashboard', (r) =>
      row('Dashboard', { price: priceOf('cloudwatch/dashboard/dashboard', { region: r.region, tierStart: 3 }) }),
    ),
  ],
};
