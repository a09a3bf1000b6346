import type { CodeRemedy } from '../remedy.ts';
import { bucketMultipart } from './bucket-multipart.ts';
import { databasePreviousGeneration } from './database-previous-generation.ts';
import { databaseStandby } from './database-standby.ts';
import { ebsGp2ToGp3 } from './ebs-gp2-to-gp3.ts';
import { ebsProvisionedToGp3 } from './ebs-provisioned-to-gp3.ts';
import { ec2PreviousGeneration } from './ec2-previous-generation.ts';
import { logRetention } from './log-retention.ts';
import { unusedAddress } from './unused-address.ts';

/** Every remedy that is an edit of the code. */
export const CODE_REMEDIES: readonly CodeRemedy[] = [
  ebsGp2ToGp3,
  ebsProvisionedToGp3,
  ec2PreviousGeneration,
  databasePreviousGeneration,
  databaseStandby,
  logRetention,
  bucketMultipart,
  unusedAddress,
];
