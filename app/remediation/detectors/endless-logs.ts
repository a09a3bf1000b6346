import { ListTagsForResourceCommand, type LogGroup, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { askAws } from '../aws/ask-aws.ts';
import { type CloudDetector, isOldEnough, type Sighting, targetOf } from '../cloud-detector.ts';
import { RETENTION_DAYS } from '../code/log-retention.ts';

/** Log groups that hold something and keep it for ever. */
export const endlessLogs: CloudDetector = {
  id: 'endless-logs',
  title: 'Give log groups a retention',
  action: 'set-retention',
  source: {
    url: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    read: '2026-11-26',
  },
  async look(context) {
    const { logs } = context.clients;
    const groups: LogGroup[] = [];
    await askAws('logs:DescribeLogGroups', async () => {
      for await (const page of paginateDescribeLogGroups({ client: logs }, {}))
        groups.push(...(page.logGroups ?? []).filter((each) => !each.retentionInDays && (each.storedBytes ?? 0) > 0));
    });
    const days = RETENTION_DAYS.find((each) => each >= context.logRetentionDays) ?? 3653;
    const found: Sighting[] = [];
    for (const group of groups) {
      const name = group.logGroupName ?? '';
      const resourceArn =
        group.logGroupArn ?? `arn:aws:logs:${context.clients.region}:${context.account}:log-group:${name}`;
      const tagged = await askAws('logs:ListTagsForResource', () =>
        logs.send(new ListTagsForResourceCommand({ resourceArn })),
      );
      const observed = {
        state: { retentionDays: '', class: group.logGroupClass ?? 'STANDARD' },
        tags: tagged.tags ?? {},
        createdAt: group.creationTime === undefined ? null : new Date(group.creationTime).toISOString(),
      };
      if (!isOldEnough(observed, context)) continue;
      found.push({
        action: 'set-retention',
        params: { days },
        target: targetOf(name, context),
        observed,
        reason: `The log group ${name} keeps its events for ever.`,
        evidence: [{ what: 'stored', value: `${group.storedBytes} bytes`, source: 'logs:DescribeLogGroups' }],
        bill: { unknown: `how much of it is older than ${days} days, CloudWatch does not say` },
      });
    }
    return found;
  },
};
