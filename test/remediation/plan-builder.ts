import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { money } from '#app/measure/money.ts';
import { actionNamed } from '#app/remediation/actions/registry.ts';
import type { CloudAction, Observed } from '#app/remediation/cloud-action.ts';
import { type CloudFinding, makePlan } from '#app/remediation/make-plan.ts';
import type { PlanFile } from '#app/remediation/plan-file.ts';

export const ACCOUNT = '123456789012';
export const VOLUME: Observed = {
  state: {
    state: 'available',
    type: 'gp2',
    sizeGiB: '100',
    iops: '300',
    throughput: '',
    attachments: '',
    multiAttach: 'false',
  },
  tags: { team: 'web' },
  createdAt: '2026-10-01T00:00:00Z',
};

export function action(id: string): CloudAction {
  const found = actionNamed(id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
}

/** A finding of a gp2 volume that nothing uses. */
export function volumeFinding(more: Partial<CloudFinding> = {}): CloudFinding {
  const amount = (text: string) => money(text, 'USD');
  const savings = {
    low: amount('8'),
    expected: amount('10'),
    high: amount('10'),
    basis: 'list',
    transition: amount('5'),
    note: 'none',
  } as const;
  return {
    action: action('delete-volume'),
    params: { keepSnapshotDays: 30 },
    target: { provider: 'aws', account: ACCOUNT, region: 'us-east-1', id: 'vol-0123456789abcdef0' },
    observed: VOLUME,
    detector: { id: 'unattached-volume', title: 'Delete volumes that nothing uses' },
    reason: 'nothing uses it',
    evidence: [{ what: 'attachments', value: 'none', source: 'ec2:DescribeVolumes' }],
    savings: { state: 'known', savings },
    ...more,
  };
}

export function volumePlan(more: Partial<CloudFinding> = {}, now = '2026-11-25T12:00:00Z'): Omit<PlanFile, 'digest'> {
  const settings = DEFAULT_CONFIG.remediation;
  return makePlan(volumeFinding(more), { settings, now: new Date(now), createdBy: 'finops 0.1.0' });
}
