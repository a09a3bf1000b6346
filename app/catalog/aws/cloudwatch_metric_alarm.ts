import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { row } from './rows.ts';

/** An anomaly alarm watches the metric and the two edges of its band. */
const ANOMALY_METRICS = 3;

/** Alarms, by the metrics that they watch. */
export const cloudwatchMetricAlarm: ResourceType = {
  types: ['aws_cloudwatch_metric_alarm'],
  source: { url: 'https://aws.amazon.com/cloudwatch/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Alarm', (r) => {
      const watched = r.blocks('metric_query').flatMap((query) => query.block('metric') ?? []);
      const periods = [r, ...watched].flatMap((each) => each.number('period') ?? []);
      const resolution = periods.some((period) => period < 60) ? 'High' : 'Standard';
      const anomaly = /^(LessThanLower|GreaterThanUpper|LessThanLowerOrGreaterThanUpper)Threshold$/.test(
        r.text('comparison_operator', ''),
      );
      const metrics = Math.max(1, watched.length);
      return row(`${resolution} resolution${anomaly ? ' anomaly detection' : ''}`, {
        unit: anomaly ? 'alarms' : 'alarm metrics',
        quantity: anomaly ? metrics * ANOMALY_METRICS : metrics,
        price: priceOf(`cloudwatch/alarm/${resolution === 'High' ? 'high-resolution' : 'standard'}`, r),
      });
    }),
  ],
};
