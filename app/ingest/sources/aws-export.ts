import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '#app/errors.ts';
import { manifestDeliveries } from '../aws/manifests.ts';
import { readAwsTables } from '../aws/read-aws-tables.ts';
import { localStore } from '../files/local-store.ts';
import { s3Store } from '../files/s3-store.ts';
import { defineSource } from '../source.ts';

/** What AWS writes into a bucket every day: legacy Cost and Usage Reports, CUR 2.0, exports in FOCUS. */
export const awsExportSource = defineSource({
  kind: 'aws-export',
  summary: 'AWS Cost and Usage Reports, CUR 2.0 and FOCUS exports, from S3 or a copy of the folder',
  reference: { url: 'https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html', read: '2026-11-26' },
  corrections: 'replacement',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('aws-export'),
    bucket: z.string().optional().describe('The bucket that AWS delivers to'),
    prefix: z.string().default('').describe('Folder of the report or export in the bucket or below path'),
    region: z.string().optional().describe('Region of the bucket; by default that of the environment'),
    path: z.string().optional().describe('Instead of a bucket: a copy of it, relative to the root of the repository'),
  }),
  open(settings, ports) {
    const { id, bucket, path, prefix, region } = settings;
    if ((bucket === undefined) === (path === undefined)) {
      throw new ConfigError(`the source ${id} needs either bucket or path`, { remedy: 'write one of the two' });
    }
    const store =
      bucket === undefined ? localStore(resolve(ports.root, path ?? '')) : s3Store({ bucket, region, env: ports.env });
    return {
      deliveries: (month) => manifestDeliveries(store, { prefix, month }),
      read: (delivery) => readAwsTables(delivery, { store, sourceId: id }),
      close: store.close,
    };
  },
});
