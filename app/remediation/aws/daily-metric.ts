import { GetMetricStatisticsCommand, type Statistic } from '@aws-sdk/client-cloudwatch';
import { askAws } from './ask-aws.ts';
import type { AwsClients } from './clients.ts';

/** A metric of one resource, day by day. */
export interface DailyMetricRequest {
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: { readonly Name: string; readonly Value: string };
  readonly statistic: Statistic & ('Average' | 'Sum' | 'Maximum');
  readonly days: number;
  readonly now: Date;
}

const DAY_MS = 86_400_000;

/** The values of the last whole days (UTC), oldest first; a day without data is left out. Throws UpstreamError. */
export async function dailyMetric(request: DailyMetricRequest, { cloudWatch }: AwsClients): Promise<readonly number[]> {
  const { namespace, metric, dimension, statistic, days, now } = request;
  const end = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const ask = new GetMetricStatisticsCommand({
    Namespace: namespace,
    MetricName: metric,
    Dimensions: [dimension],
    StartTime: new Date(end - days * DAY_MS),
    EndTime: new Date(end),
    Period: 86_400,
    Statistics: [statistic],
  });
  const answer = await askAws('cloudwatch:GetMetricStatistics', () => cloudWatch.send(ask));
  return (answer.Datapoints ?? [])
    .toSorted((one, other) => Number(one.Timestamp ?? 0) - Number(other.Timestamp ?? 0))
    .flatMap((point) => point[statistic] ?? []);
}
