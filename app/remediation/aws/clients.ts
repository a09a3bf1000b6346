import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { askAws } from './ask-aws.ts';

/** Clients of one region. Credentials come through the SDK's default chain, addresses through `AWS_ENDPOINT_URL`. */
export interface AwsClients {
  readonly region: string;
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
  readonly logs: CloudWatchLogsClient;
  readonly cloudWatch: CloudWatchClient;
  readonly sts: STSClient;
}

/** Clients of a region; `overrides` are for tests, which name an address and credentials of their own. */
export function openAwsClients(
  region: string,
  overrides: {
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  } = {},
): AwsClients {
  const options = { region, maxAttempts: 4, ...overrides };
  return {
    region,
    ec2: new EC2Client(options),
    rds: new RDSClient(options),
    logs: new CloudWatchLogsClient(options),
    cloudWatch: new CloudWatchClient(options),
    sts: new STSClient(options),
  };
}

/** Twelve digits of the account whose credentials these are. Throws UpstreamError. */
export async function callerAccount({ sts }: AwsClients): Promise<string> {
  const answer = await askAws('sts:GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
  return answer.Account ?? '';
}
