import {
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { askAws, requestIdOf } from '../aws/ask-aws.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { CloudAction, CloudTarget, Observed } from '../cloud-action.ts';
import { RETENTION_DAYS } from '../code/log-retention.ts';

/** A log group without a retention gets one: events that are older are deleted, so it counts as a deletion. */
export const setRetention: CloudAction = {
  id: 'set-retention',
  title: 'Give a log group a retention',
  idPattern: /^[\w./#-]{1,512}$/,
  params: z.strictObject({
    days: z.number().refine((days) => RETENTION_DAYS.includes(days), 'is no number of days that CloudWatch takes'),
  }),
  billedAs: ({ account, region, id }) => [`arn:aws:logs:${region}:${account}:log-group:${id}`],
  risk: 'medium',
  interruption: 'none',
  isDestructive: true,
  source: {
    url: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    read: '2026-11-26',
  },
  rollback: 'Take the retention away; events that were deleted meanwhile do not come back.',
  steps: ({ days }) => [
    {
      id: 'retention',
      call: 'logs:PutRetentionPolicy',
      what: `keep events ${days} days`,
      reversible: true,
      rollback: 'take the retention away',
    },
  ],
  observe: observeGroup,
  blocker: ({ state }) =>
    state['retentionDays'] === '' ? null : `events are kept ${state['retentionDays']} days already`,
  async perform(_, { target, params, clients }) {
    const ask = new PutRetentionPolicyCommand({ logGroupName: target.id, retentionInDays: Number(params['days']) });
    const answer = await askAws('logs:PutRetentionPolicy', () => clients.logs.send(ask));
    return { requestId: requestIdOf(answer), output: {} };
  },
  check: (observed, { days }) =>
    observed?.state['retentionDays'] === String(days) ? null : 'the log group has no such retention',
  async undo({ target, clients }) {
    const ask = new DeleteRetentionPolicyCommand({ logGroupName: target.id });
    const answer = await askAws('logs:DeleteRetentionPolicy', () => clients.logs.send(ask));
    return { requestId: requestIdOf(answer), output: {} };
  },
};

async function observeGroup({ id, account, region }: CloudTarget, { logs }: AwsClients): Promise<Observed | null> {
  const answer = await askAws('logs:DescribeLogGroups', () =>
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: id })),
  );
  const group = answer.logGroups?.find((each) => each.logGroupName === id);
  if (!group) return null;
  const resourceArn = group.logGroupArn ?? `arn:aws:logs:${region}:${account}:log-group:${id}`;
  const tagged = await askAws('logs:ListTagsForResource', () =>
    logs.send(new ListTagsForResourceCommand({ resourceArn })),
  );
  return {
    state: { retentionDays: String(group.retentionInDays ?? ''), class: group.logGroupClass ?? 'STANDARD' },
    tags: tagged.tags ?? {},
    createdAt: group.creationTime === undefined ? null : new Date(group.creationTime).toISOString(),
  };
}
