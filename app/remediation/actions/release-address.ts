import { DescribeAddressesCommand, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { askForOne, requestIdOf, tagsOf } from '../aws/ask-aws.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { CloudAction, CloudTarget, Observed } from '../cloud-action.ts';

const ABSENT = ['InvalidAllocationID.NotFound', 'InvalidAddress.NotFound'];

/** An Elastic IP that nothing uses is released, which nothing undoes: it counts as a deletion. */
export const releaseAddress: CloudAction = {
  id: 'release-address',
  title: 'Release an unassociated Elastic IP',
  idPattern: /^eipalloc-[0-9a-f]{8,17}$/,
  params: z.strictObject({}),
  billedAs: ({ account, region, id }) => [id, `arn:aws:ec2:${region}:${account}:elastic-ip/${id}`],
  risk: 'medium',
  interruption: 'none',
  isDestructive: true,
  source: {
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
    read: '2026-11-26',
  },
  rollback: 'There is none: the address goes to somebody else.',
  steps: () => [
    { id: 'release', call: 'ec2:ReleaseAddress', what: 'release the address', reversible: false, rollback: null },
  ],
  observe: observeAddress,
  blocker: ({ state }) =>
    state['association'] === '' && state['networkInterface'] === '' ? null : 'the address is in use',
  async perform(_, { target, clients }) {
    const answer = await askForOne('ec2:ReleaseAddress', ABSENT, () =>
      clients.ec2.send(new ReleaseAddressCommand({ AllocationId: target.id })),
    );
    return { requestId: answer && requestIdOf(answer), output: {} };
  },
  check: (observed) => (observed === null ? null : 'the address is still there'),
  undo: null,
};

async function observeAddress({ id }: CloudTarget, { ec2 }: AwsClients): Promise<Observed | null> {
  const answer = await askForOne('ec2:DescribeAddresses', ABSENT, () =>
    ec2.send(new DescribeAddressesCommand({ AllocationIds: [id] })),
  );
  const address = answer?.Addresses?.[0];
  if (!address) return null;
  return {
    state: {
      publicIp: address.PublicIp ?? '',
      association: address.AssociationId ?? '',
      networkInterface: address.NetworkInterfaceId ?? '',
    },
    tags: tagsOf(address.Tags),
    // EC2 does not say when an address was allocated.
    createdAt: null,
  };
}
