import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionLine } from '#app/policy/decision-log.ts';
import { addressMasks } from '#app/policy/mask-addresses.ts';
import { maskDecision } from '#app/policy/mask-decision.ts';
import { replayDecision } from '#app/policy/replay-decision.ts';
import { policyInput, policyResource } from './policy-input.ts';
import { assets, decide } from './support.ts';

const cost = fc.record({
  monthlyCost: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })),
  complete: fc.boolean(),
});
const resource = fc
  .record({
    address: fc.stringMatching(/^aws_[a-z]{3,8}\.[a-z]{1,6}$/),
    type: fc.constantFrom('aws_instance', 'aws_ebs_volume', 'aws_nat_gateway', 'google_compute_disk'),
    change: fc.constantFrom('create', 'update', 'delete', 'replace', 'no-op' as const),
    prior: cost,
    planned: cost,
    tags: fc.dictionary(fc.constantFrom('team', 'Team', 'env', 'owner'), fc.constantFrom('', 'a', 'jo@example.com')),
    unknownTags: fc.subarray(['team', '*']),
    support: fc.constantFrom('priced', 'free', 'unsupported', 'unpriced', 'unknown' as const),
    attributes: fc.record({
      instance_type: fc.constantFrom('m4.large', 't3.nano', null),
      type: fc.constantFrom('gp2', 3),
    }),
  })
  .map((each) => policyResource(each as never));
const settings = fc.record({
  packs: fc.record({
    tags: fc.record({ level: fc.constantFrom('advisory', 'soft', 'hard'), required: fc.subarray(['team', 'env']) }),
    budgets: fc.record({ maxResource: fc.integer({ min: 1, max: 5000 }) }),
    generations: fc.constant({}),
    storage: fc.constant({}),
    network: fc.constant({}),
  }),
});
const waiver = {
  id: 'w',
  rule: 'tags/required',
  selector: { address: 'aws_a*' },
  reason: 'r',
  owner: 'ann@example.com',
  created: '2026-11-01',
  expires: '2026-12-01',
  place: { file: '.finops/waivers.yml', line: 1 },
};

describe('a logged decision', () => {
  it('is the same when it is made again, whatever it was about, and as the masked log holds it', async () => {
    const decisions = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { maxLength: 5 }), settings, async (resources, chosen) => {
        const made = await decide({ input: policyInput({ resources }), settings: chosen, waivers: [waiver] });
        decisions.add(made.decision);
        const line = decisionLine(maskDecision(made.event, addressMasks(made.event)));
        expect(line).not.toContain('jo@example.com');
        const { same, samePolicies } = await replayDecision(line, { assets, newId: () => '' });
        expect({ same, samePolicies }).toEqual({ same: true, samePolicies: true });
      }),
      { numRuns: 25, seed: 20261125 },
    );
    expect(decisions.size).toBeGreaterThan(1);
  });
});
