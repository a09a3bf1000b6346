import { configured } from '../attribute.ts';
import type { CodeRemedy } from '../remedy.ts';

/** Elastic IPs that nothing in the project uses. Taking one out of the code releases it, so a person has to. */
export const unusedAddress: CodeRemedy = {
  id: 'unused-address',
  title: 'Release addresses that nothing uses',
  types: ['aws_eip'],
  source: { url: 'https://aws.amazon.com/vpc/pricing/', read: '2026-08-21' },
  risk: 'medium',
  interruption: 'none',
  mayBeCommitted: false,
  rollback: 'There is none: a released address goes to somebody else.',
  propose(resource) {
    if (!resource.components.some((each) => each.name === 'IP address (if unused)')) return null;
    return {
      reason: `${resource.address} is not attached to anything in the project.`,
      evidence: [configured(resource, 'users in the project', 'none')],
      changes: [],
      byHand:
        'taking the block out destroys the address for good: see that nothing outside of the project uses it first',
      savesAll: true,
    };
  },
};
