import { part, type ResourceType } from '../resource-type.ts';
import { logRows, logUsage } from './log-storage.ts';

/** Log groups of CloudWatch, standard or infrequent access. */
export const cloudwatchLogGroup: ResourceType = {
  types: ['aws_cloudwatch_log_group'],
  source: { url: 'https://aws.amazon.com/cloudwatch/pricing/', read: '2026-08-21' },
  usage: logUsage,
  parts: [
    part('Logs', (r) =>
      logRows({ ingest: r.text('log_group_class') === 'INFREQUENT_ACCESS' ? 'ingest-ia' : 'ingest' }, r),
    ),
  ],
};
