import { z } from 'zod';

const Level = z.enum(['advisory', 'soft', 'hard']);
const Currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD');

const Project = z.strictObject({
  path: z.string(),
  name: z.string().optional(),
  varFiles: z.array(z.string()).default([]),
  vars: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  workspace: z.string().optional(),
  usage: z.string().optional(),
});

const NodeType = z.strictObject({
  provider: z.enum(['aws', 'azure', 'google']),
  region: z.string(),
  type: z.string(),
});

const Kubernetes = z.strictObject({
  pricing: z.enum(['node', 'fargate', 'autopilot', 'opencost', 'capacity']).optional(),
  node: NodeType.optional(),
  nodes: z.array(NodeType.extend({ count: z.number().int().nonnegative() })).optional(),
  region: z.string().optional(),
  daemonSetNodes: z.number().int().positive().optional(),
  opencost: z.strictObject({ url: z.string() }).optional(),
});

const Policies = z.strictObject({
  paths: z.array(z.string()).default(['.finops/policies']),
  timeoutMs: z.number().int().positive().max(600_000).default(5000),
  custom: z.strictObject({ level: Level.default('soft') }).default({ level: 'soft' }),
  packs: z.record(z.string(), z.looseObject({ level: Level.optional() })).default({}),
  bundle: z.string().optional(),
});

const NO_POLICIES: z.infer<typeof Policies> = Policies.parse({});

/**
 * `.github/finops.yml`: what a team decides about estimates and gates. Unknown keys are refused.
 * Paths are relative to the repository's root.
 */
export const FinopsConfig = z.strictObject({
  version: z.literal(1),
  currency: Currency.default('USD'),
  projects: z.array(Project).optional(),
  usage: z.string().optional(),
  discounts: z.string().optional(),
  exchangeRates: z.string().optional(),
  waivers: z.string().default('.finops/waivers.yml'),
  kubernetes: Kubernetes.default({}),
  prices: z
    .strictObject({
      regionFallback: z.union([z.literal('nearest'), z.record(z.string(), z.array(z.string()))]).optional(),
    })
    .default({}),
  policies: Policies.default(NO_POLICIES),
  overrides: z
    .strictObject({ teams: z.array(z.string()).default([]), codeowners: z.boolean().default(false) })
    .default({ teams: [], codeowners: false }),
  comment: z
    .strictObject({
      mode: z.enum(['update', 'hide-and-new', 'delete-and-new', 'off']).default('update'),
      minChange: z.number().nonnegative().default(0),
    })
    .default({ mode: 'update', minChange: 0 }),
  labels: z.record(z.string(), z.string()).optional(),
  budgets: z.string().optional(),
  publicAmounts: z.boolean().default(false),
  notify: z.array(z.unknown()).default([]),
  remediation: z.record(z.string(), z.unknown()).default({}),
});
export type FinopsConfig = z.infer<typeof FinopsConfig>;

/** The configuration of a repository that has none. */
export const DEFAULT_CONFIG: FinopsConfig = FinopsConfig.parse({ version: 1 });
