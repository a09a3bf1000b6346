import { configured, numberAt } from '../attribute.ts';
import type { CodeRemedy } from '../remedy.ts';

/** What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Log groups that keep their events for ever get a retention. */
export const logRetention: CodeRemedy = {
  id: 'log-retention',
  title: 'Give log groups a retention',
  types: ['aws_cloudwatch_log_group'],
  source: {
    url: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    read: '2026-11-26',
  },
  risk: 'medium',
  interruption: 'none',
  mayBeCommitted: false,
  rollback: 'Set retention_in_days to 0; events that were deleted meanwhile do not come back.',
  propose(resource, { settings }) {
    const days = numberAt(resource, ['retention_in_days']);
    if (days === null || (days !== undefined && days > 0)) return null;
    const value = RETENTION_DAYS.find((each) => each >= settings.logRetentionDays) ?? 3653;
    return {
      reason: `${resource.address} keeps its events for ever.`,
      evidence: [configured(resource, 'retention_in_days', days === undefined ? 'not set' : '0')],
      changes: [{ kind: 'set', attribute: ['retention_in_days'], value }],
      cautions: [`Events older than ${value} days are deleted, for good.`],
      unknownSavings: 'how much is stored that is older is not in the code',
    };
  },
};
