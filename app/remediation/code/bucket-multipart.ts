import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { attributeAt, configured } from '../attribute.ts';
import type { CodeRemedy } from '../remedy.ts';

const DAYS = 7;

/** Buckets without any lifecycle get a rule that deletes the parts of uploads that were never finished. */
export const bucketMultipart: CodeRemedy = {
  id: 'bucket-multipart',
  title: 'Delete parts of unfinished uploads',
  types: ['aws_s3_bucket'],
  source: {
    url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
    read: '2026-11-26',
  },
  risk: 'low',
  interruption: 'none',
  mayBeCommitted: false,
  rollback: 'Delete the lifecycle configuration again.',
  propose(resource, { siblings }) {
    const rules = attributeAt(resource, ['lifecycle_rule']);
    if (rules === null || (Array.isArray(rules) && rules.length > 0)) return null;
    // A second configuration of one bucket would fight with the first, whichever module it stands in.
    if (siblings.some((each) => mayBeLifecycleOf(each))) return null;
    return {
      reason: `${resource.address} has no lifecycle: parts of uploads that were never finished are stored for ever.`,
      evidence: [configured(resource, 'lifecycle', 'none in the project')],
      changes: [
        {
          kind: 'add',
          type: 'aws_s3_bucket_lifecycle_configuration',
          body: [
            '  bucket = SELF.id',
            '',
            '  rule {',
            '    id     = "abort-incomplete-multipart-uploads"',
            '    status = "Enabled"',
            '',
            '    filter {}',
            '',
            '    abort_incomplete_multipart_upload {',
            `      days_after_initiation = ${DAYS}`,
            '    }',
            '  }',
          ].join('\n'),
        },
      ],
      cautions: [`An upload that takes longer than ${DAYS} days is broken off.`],
      unknownSavings: 'how many parts lie about is not in the code',
    };
  },
};

function mayBeLifecycleOf({ type }: ResourceEstimate): boolean {
  return type === 'aws_s3_bucket_lifecycle_configuration';
}
