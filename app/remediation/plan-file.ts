import { z } from 'zod';

const Text = z.string().max(2000);
const Short = z.string().min(1).max(500);
/** A plain decimal: money is never a JSON number. */
const Amount = z.string().regex(/^-?\d{1,15}(\.\d{1,12})?$/, 'a plain decimal such as "12.50"');
const Instant = z.iso.datetime();
const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Texts = z.record(z.string().max(200), Text);

const Evidence = z.strictObject({ what: Short, value: Text, source: Text });

const Step = z.strictObject({
  id: Short,
  call: Short.describe('As a permission is written, `ec2:DeleteVolume`'),
  what: Text,
  reversible: z.boolean(),
  rollback: Text.nullable().describe('What undoes it; null where nothing does'),
});

const Savings = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  basis: z.enum(['list', 'contracted', 'billed']),
  low: Amount,
  expected: Amount,
  high: Amount,
  transition: Amount.nullable().describe('A month, for what is kept (a snapshot); null where it is not known'),
  commitment: Text.describe('What a reservation or savings plan changes about it'),
});

/**
 * A remediation plan, `.finops/plans/<id>.yml`: what shall be done to one resource that no code describes. Merging it
 * approves it. Every field is covered by the digest; nothing but these fields is accepted.
 */
export const PlanFile = z.strictObject({
  apiVersion: z.literal('finops.plan/v1'),
  id: z.string().regex(/^[a-z0-9-]{1,80}-[0-9a-f]{10}$/),
  createdBy: Short,
  createdAt: Instant,
  expires: Instant.describe('After it nothing is executed'),
  detector: z.strictObject({ id: Short, title: Text, evidence: z.array(Evidence).max(50) }),
  resource: z.strictObject({
    provider: z.literal('aws'),
    account: z.string().regex(/^\d{12}$/),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
    id: z.string().min(1).max(512),
    tags: Texts,
    address: z.null().describe('Always null: what code describes is changed in the code'),
  }),
  preconditions: z.strictObject({
    state: Texts.describe('The resource as it was when the plan was made'),
    fingerprint: Digest.describe('Over state and tags; the execution compares it with what it finds'),
  }),
  action: z.strictObject({
    id: Short,
    params: z.record(z.string().max(100), z.union([z.string().max(500), z.number()])),
    steps: z.array(Step).min(1).max(20).describe('Exactly what the action does, for whoever reviews'),
  }),
  savings: Savings.nullable().describe('A month; null where nobody can tell'),
  risk: z.enum(['low', 'medium', 'high']),
  interruption: z.enum(['none', 'restart', 'outage']),
  rollback: Text,
  approvals: z.number().int().min(1).max(10).describe('How many people have to approve; the base may ask for more'),
  digest: Digest.describe('Over everything else'),
});
export type PlanFile = z.infer<typeof PlanFile>;

/** The JSON Schema of a plan file. */
export function planFileSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(PlanFile, { io: 'input' }), null, 2)}\n`;
}
