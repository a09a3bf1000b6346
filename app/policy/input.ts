import { z } from 'zod';
import { Anomaly, Approval, Budget, InputWaiver } from './input-surroundings.ts';

/** A monthly cost in `input.currency`: null when no amount is known; not `complete` when it is a lower bound. */
const Cost = z.strictObject({ monthlyCost: z.number().nullable(), complete: z.boolean() });

const Change = z.enum(['create', 'update', 'delete', 'replace', 'no-op']);

const PullRequest = z.strictObject({
  number: z.int(),
  author: z.string(),
  title: z.string(),
  labels: z.array(z.string()),
  /** Name of the branch it merges into. */
  base: z.string(),
  /** Head sha. */
  head: z.string(),
  draft: z.boolean(),
  files: z.array(z.string()),
});

const Coverage = z.strictObject({
  priced: z.int(),
  free: z.int(),
  unsupported: z.int(),
  unpriced: z.int(),
  unknown: z.int(),
});

const PolicyEstimate = z.strictObject({
  prior: Cost,
  planned: Cost,
  difference: z.strictObject({ monthlyCost: z.number().nullable(), percent: z.number().nullable() }),
  coverage: Coverage,
  range: z.strictObject({ minimum: z.number(), expected: z.number(), maximum: z.number() }).nullable(),
});

const PolicyCostComponent = z.strictObject({
  name: z.string(),
  unit: z.string(),
  monthlyQuantity: z.number().nullable(),
  unitPrice: z.number().nullable(),
  monthlyCost: z.number().nullable(),
  priceState: z.enum(['priced', 'unpriced', 'usage', 'unknown']),
});

const PolicyResource = z.strictObject({
  address: z.string(),
  type: z.string(),
  provider: z.string(),
  region: z.string().nullable(),
  /** Address of the module instance, an empty string for the root module. */
  module: z.string(),
  change: Change,
  prior: Cost,
  planned: Cost,
  /** Planned attributes (prior ones of a deleted resource) without sensitive and unknown values. */
  attributes: z.record(z.string(), z.unknown()),
  /** Dotted paths of attributes that are not known before apply: `instance_type`, `ebs_block_device.0.size`. */
  unknownAttributes: z.array(z.string()),
  /** Effective tags: the provider's defaults under the resource's own. */
  tags: z.record(z.string(), z.string()),
  /** Keys set to a value that is not known; the one entry `*` when the set of keys itself is not known. */
  unknownTags: z.array(z.string()),
  costComponents: z.array(PolicyCostComponent),
  support: z.enum(['priced', 'free', 'unsupported', 'unpriced', 'unknown']),
  file: z.string().nullable(),
  line: z.int().nullable(),
});

const PolicyWorkload = z.strictObject({
  name: z.string(),
  kind: z.string(),
  namespace: z.string(),
  change: Change,
  /** Null where nobody states how many there are, as of a DaemonSet on unknown nodes. */
  replicas: z.strictObject({
    minimum: z.number().nullable(),
    expected: z.number().nullable(),
    maximum: z.number().nullable(),
  }),
  /** Of one replica: cpu in cores, memory and storage in bytes; a resource that is not requested is absent. */
  requests: z.record(z.string(), z.number()),
  limits: z.record(z.string(), z.number()),
  containersWithoutRequests: z.array(z.string()),
  prior: Cost,
  planned: Cost,
  file: z.string().nullable(),
  line: z.int().nullable(),
});

/** What a policy reads as `input`: `finops.policy/v1`, closed, every field always present (interfaces.md). */
export const PolicyInput = z.strictObject({
  schema: z.literal('finops.policy/v1'),
  /** The clock of this evaluation, RFC 3339. */
  now: z.iso.datetime({ offset: true }),
  currency: z.string(),
  /** Effective date of the price book, `YYYY-MM-DD`. */
  priceBook: z.strictObject({ asOf: z.string() }),
  environment: z.string().nullable(),
  pullRequest: PullRequest.nullable(),
  actor: z.strictObject({ login: z.string(), teams: z.array(z.string()) }).nullable(),
  estimate: PolicyEstimate,
  resources: z.array(PolicyResource),
  workloads: z.array(PolicyWorkload),
  budgets: z.array(Budget),
  anomalies: z.array(Anomaly),
  waivers: z.array(InputWaiver),
  approvals: z.array(Approval),
});
export type PolicyInput = z.infer<typeof PolicyInput>;

/** One resource of the input. */
export type PolicyResource = PolicyInput['resources'][number];

/** One workload of the input. */
export type PolicyWorkload = PolicyInput['workloads'][number];
