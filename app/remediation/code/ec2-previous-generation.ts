import { configured, textAt } from '../attribute.ts';
import type { CodeRemedy } from '../remedy.ts';
import { successorOf } from './successor.ts';

/** EC2 instances of a previous generation. The provider stops, changes and starts the instance in place. */
export const ec2PreviousGeneration: CodeRemedy = {
  id: 'ec2-previous-generation',
  title: 'Use a current instance generation',
  types: ['aws_instance'],
  source: { url: 'https://aws.amazon.com/ec2/previous-generation/', read: '2026-11-25' },
  risk: 'medium',
  interruption: 'restart',
  mayBeCommitted: true,
  rollback: 'Set the former instance type; the instance is stopped and started once more.',
  propose(resource, { machine }) {
    const type = textAt(resource, ['instance_type']);
    const next = typeof type === 'string' ? successorOf(type, machine) : null;
    if (next === null) return null;
    return {
      reason: `${resource.address} is a ${type}, of a previous generation; ${next} gives as much for less.`,
      evidence: [configured(resource, 'instance type', String(type))],
      changes: [{ kind: 'set', attribute: ['instance_type'], value: next }],
      cautions: [
        'The instance is stopped and started; data on instance store volumes is lost.',
        'The image needs ENA and NVMe drivers, which Nitro instances demand.',
      ],
    };
  },
};
