import type { ResourceType } from '../resource-type.ts';
import { cloudwatchLogGroup } from './cloudwatch_log_group.ts';
import { dbInstance } from './db_instance.ts';
import { ebsVolume } from './ebs_volume.ts';
import { eip } from './eip.ts';
import { eksCluster } from './eks_cluster.ts';
import { instance } from './instance.ts';
import { lb } from './lb.ts';
import { natGateway } from './nat_gateway.ts';
import { s3Bucket } from './s3_bucket.ts';

/** Every billed aws type, one file each. */
export const awsTypes: readonly ResourceType[] = [
  cloudwatchLogGroup,
  dbInstance,
  ebsVolume,
  eip,
  eksCluster,
  instance,
  lb,
  natGateway,
  s3Bucket,
];
