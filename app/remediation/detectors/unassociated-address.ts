import { DescribeAddressesCommand } from '@aws-sdk/client-ec2';
import { askAws, tagsOf } from '../aws/ask-aws.ts';
import { type CloudDetector, targetOf } from '../cloud-detector.ts';

/** Elastic IPs that are associated with nothing. How long they have been so, EC2 does not say. */
export const unassociatedAddress: CloudDetector = {
  id: 'unassociated-address',
  title: 'Release addresses that nothing uses',
  action: 'release-address',
  source: {
    url: 'https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html',
    read: '2026-11-26',
  },
  async look(context) {
    const { ec2 } = context.clients;
    const answer = await askAws('ec2:DescribeAddresses', () => ec2.send(new DescribeAddressesCommand({})));
    return (answer.Addresses ?? [])
      .filter((each) => !each.AssociationId && !each.NetworkInterfaceId && each.AllocationId && !each.CustomerOwnedIp)
      .map((address) => ({
        action: 'release-address',
        params: {},
        target: targetOf(address.AllocationId ?? '', context),
        observed: {
          state: { publicIp: address.PublicIp ?? '', association: '', networkInterface: '' },
          tags: tagsOf(address.Tags),
          createdAt: null,
        },
        reason: `The address ${address.PublicIp} is associated with nothing.`,
        evidence: [{ what: 'association', value: 'none', source: 'ec2:DescribeAddresses' }],
        bill: { type: 'aws_eip', attributes: {}, planned: null, mayBeCommitted: false },
      }));
  },
};
