import { describe, expect, it } from 'vitest';
import { awsExportSource } from '#app/ingest/sources/aws-export.ts';
import { decimal, ZERO } from '#app/measure/decimal.ts';
import { startBucket } from '#test/support/bucket.ts';
import { EVERY_TYPE, legacyReport } from './cur-report.ts';

const PORTS = { env: {}, now: new Date('2026-11-26T00:00:00Z'), fetch };

describe('a bucket', () => {
  it('is read through pages of its listing, by path, with the credentials of the environment', async () => {
    const bucket = await startBucket(legacyReport(EVERY_TYPE));
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' });
    const source = awsExportSource.open(
      { id: 'aws', kind: 'aws-export', bucket: 'bills', prefix: 'reports/' },
      { ...PORTS, root: '/', env: { AWS_ENDPOINT_URL_S3: bucket.url } },
    );
    try {
      const [delivery] = await source.deliveries(null);
      let sum = ZERO;
      for await (const batch of source.read(delivery!))
        for (const each of batch.charges) sum = sum.plus(decimal(each.BilledCost));
      expect(sum.toFixed()).toBe('648');
      expect(bucket.asked.filter((line) => line.includes('list-type=2'))).toHaveLength(2);
    } finally {
      process.env = before;
      await source.close();
      await bucket.close();
    }
  });

  it('that is not there, or an address that does not answer, is an upstream that failed', async () => {
    const source = awsExportSource.open(
      { id: 'aws', kind: 'aws-export', bucket: 'bills', region: 'eu-west-1' },
      { ...PORTS, root: '/', env: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' } },
    );
    await expect(source.deliveries(null)).rejects.toMatchObject({ code: 'upstream' });
    await source.close();
  });
});
