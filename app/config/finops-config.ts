import { z } from 'zod';
import { NotifyRoute } from './notify-config.ts';
import { RemediationConfig } from './remediation-config.ts';

const Level = z.enum(['advisory', 'soft', 'hard']);
const Currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD');

const Project = z.strictObject({
  path: z.string().describe('Directory, plan or manifests, relative to the root of the repository'),
  name: z.string().optional().describe('How reports call it; by default the path'),
  varFiles: z
    .array(z.string())
    .default([])
    .describe('Files of Terraform variables, relative to the root or to the project'),
  vars: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Terraform variables by name: texts, numbers, lists, mappings'),
  env: z
    .record(z.string(), z.string())
    .optional()
    .describe('Environment of this project: `TF_VAR_NAME` sets a variable'),
  workspace: z.string().optional().describe('The Terraform workspace'),
  usage: z.string().optional().describe('Usage file of this project, in place of the common one'),
});

const NodeType = z.strictObject({
  provider: z.enum(['aws', 'azure', 'google']).describe('Whose machine it is'),
  region: z.string().describe('Region of the nodes'),
  type: z.string().describe('Instance type, VM size or machine type'),
});

const Kubernetes = z.strictObject({
  pricing: z
    .enum(['node', 'fargate', 'autopilot', 'opencost', 'capacity'])
    .optional()
    .describe("What workloads pay for; by default the node pools in the Terraform, else OpenCost's default rates"),
  node: NodeType.optional().describe('The machine that workloads run on'),
  nodes: z
    .array(NodeType.extend({ count: z.number().int().nonnegative().describe('How many there are') }))
    .optional()
    .describe(
      'The pools that are there, for pricing `node` (their mix) and `capacity` (what fits costs nothing extra)',
    ),
  region: z.string().optional().describe('Region of Fargate or Autopilot'),
  daemonSetNodes: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Nodes that a DaemonSet runs on, where pools do not tell'),
  opencost: z
    .strictObject({ url: z.string().describe('Address of a running OpenCost') })
    .optional()
    .describe('Rates of a running OpenCost instead of its defaults'),
  render: z
    .boolean()
    .optional()
    .describe('Render charts and kustomizations with the helm and kustomize of this machine'),
});

const Policies = z.strictObject({
  paths: z.array(z.string()).default(['.finops/policies']).describe("Directories of the team's own Rego"),
  timeoutMs: z
    .number()
    .int()
    .positive()
    .max(600_000)
    .default(5000)
    .describe(
      'Deadline of one evaluation, in milliseconds of work; by the clock it may take ten times as long on a busy machine',
    ),
  engine: z
    .enum(['builtin', 'opa'])
    .optional()
    .describe("What evaluates the team's own rules: `builtin` (the default), or the `opa` in the PATH of the machine"),
  custom: z
    .strictObject({ level: Level.default('soft').describe('Level of rules that are not from a pack') })
    .default({ level: 'soft' })
    .describe("The team's own rules"),
  packs: z
    .record(
      z.string(),
      z.looseObject({ level: Level.optional().describe('advisory warns, soft can be overridden, hard cannot') }),
    )
    .default({})
    .describe('Packs that are on, by name, with their level and thresholds; see docs/policies.md'),
  bundle: z.string().optional().describe('An OPA bundle (.tar.gz with policy.wasm), below `.finops/`'),
  bundleKey: z
    .strictObject({
      file: z.string().describe('Public key in PEM'),
      algorithm: z.string().default('RS256').describe('As in the signature: RS256, ES256, …'),
      scope: z.string().default('').describe('Scope that the signature must state'),
    })
    .optional()
    .describe('With it the bundle must carry a valid signature; without it a signed bundle is refused'),
});

/** The public registries, and where they send for what they list. */
const DEFAULT_MODULE_HOSTS = ['registry.terraform.io', 'registry.opentofu.org', 'github.com', 'codeload.github.com'];

const NO_POLICIES: z.infer<typeof Policies> = Policies.parse({});

/**
 * `.github/finops.yml`: what a team decides about estimates and gates. Unknown keys are refused.
 * Paths are relative to the repository's root. The descriptions become docs/configuration.md and the JSON Schema.
 */
export const FinopsConfig = z.strictObject({
  version: z.literal(1).describe('Version of this format'),
  currency: Currency.default('USD').describe('ISO 4217 code of all amounts'),
  projects: z.array(Project).optional().describe('What is estimated; left out, projects are discovered'),
  exclude: z
    .array(z.string())
    .optional()
    .describe('Directories that discovery leaves out: names, or paths from the root, with `*` and `**`'),
  usage: z.string().optional().describe("Expected usage, in the format of Infracost's usage files"),
  discounts: z.string().optional().describe('Contracted rates and commitments; see docs/price-book.md'),
  exchangeRates: z.string().optional().describe("Exchange rates in the European Central Bank's format"),
  waivers: z.string().default('.finops/waivers.yml').describe('Exceptions with owner and expiry'),
  kubernetes: Kubernetes.default({}).describe('How workloads are priced; see docs/kubernetes.md'),
  modules: z
    .strictObject({
      fetch: z
        .boolean()
        .default(false)
        .describe('Whether `finops` on the command line fetches registry and git modules that are not installed'),
      hosts: z
        .array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, 'a host name such as github.com'))
        .default(DEFAULT_MODULE_HOSTS)
        .describe('Hosts that may be asked for modules, over https'),
    })
    .default({ fetch: false, hosts: DEFAULT_MODULE_HOSTS })
    .describe('Terraform modules that do not lie in the repository; see docs/terraform.md'),
  prices: z
    .strictObject({
      book: z
        .string()
        .optional()
        .describe('Folder of refreshed books, such as `.finops/prices`; the newest is used instead of the shipped one'),
      account: z
        .union([z.string(), z.number().transform(String)])
        .optional()
        .describe('Account, subscription or project that is deployed to: discounts that name an account count for it'),
      regionFallback: z
        .union([z.literal('nearest'), z.record(z.string(), z.array(z.string()))])
        .optional()
        .describe('Regions to take a missing price from: `nearest`, or a list for each region; every use is flagged'),
    })
    .default({})
    .describe('What the price book may do'),
  policies: Policies.default(NO_POLICIES).describe('What gates the merge'),
  overrides: z
    .strictObject({
      teams: z.array(z.string()).default([]).describe('Team slugs whose members may override'),
      codeowners: z.boolean().default(false).describe('Whether owners of the changed files (CODEOWNERS) may'),
    })
    .default({ teams: [], codeowners: false })
    .describe('Who may override a soft rule'),
  comment: z
    .strictObject({
      mode: z
        .enum(['update', 'hide-and-new', 'delete-and-new', 'off'])
        .default('update')
        .describe('What becomes of the comment when there is a newer one'),
      minChange: z
        .number()
        .nonnegative()
        .default(0)
        .describe('No comment while the cost changes by less, in `currency` a month'),
    })
    .default({ mode: 'update', minChange: 0 })
    .describe('The comment on a pull request'),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .describe('Label for each decision (`allow`, `warn`, `deny`, `error`)'),
  budgets: z.string().optional().describe('Budgets file; see docs/budgets.md'),
  publicAmounts: z
    .boolean()
    .default(false)
    .describe('Whether billed figures may appear in comments of a public repository'),
  ingest: z
    .array(
      z.looseObject({
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower case, digits, `-`, `_`, `.`')
          .describe('How commands and reports call the source'),
        kind: z.string().describe('What it is; further keys by kind: docs/ingest.md'),
      }),
    )
    .default([])
    .describe('Billing sources of `finops ingest`; never secrets: those come from the environment'),
  notify: z
    .array(NotifyRoute)
    .default([])
    .describe('Who is told of anomalies, budgets and reports; see docs/notifications.md'),
  remediation: RemediationConfig.default(RemediationConfig.parse({})).describe(
    'What costs less, and what may be done about it; see docs/remediation.md',
  ),
});
export type FinopsConfig = z.infer<typeof FinopsConfig>;

/** The configuration of a repository that has none. */
export const DEFAULT_CONFIG: FinopsConfig = FinopsConfig.parse({ version: 1 });
