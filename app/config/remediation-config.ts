import { z } from 'zod';

const Day = z.iso.date();

/** How many pull requests a run opens, after Renovate's `prConcurrentLimit` and `prHourlyLimit`. */
const PullRequests = z.strictObject({
  concurrent: z.number().int().nonnegative().default(10).describe('Pull requests of ours that may be open at a time'),
  hourly: z.number().int().nonnegative().default(2).describe('Pull requests that are opened in an hour'),
  labels: z.array(z.string()).default(['finops']).describe('Labels of these pull requests'),
  assignCodeowners: z.boolean().default(true).describe('Whether owners of the changed files (CODEOWNERS) are assigned'),
});

const Execution = z.strictObject({
  enabled: z.boolean().default(false).describe('The kill switch: nothing is executed while it is off'),
  accounts: z.array(z.string().min(1)).default([]).describe('The only accounts in which anything is executed'),
  production: z
    .array(z.string().min(1))
    .default(['prod', 'production', 'prd', 'live'])
    .describe('Values of the tags `env`, `environment`, `stage` that stand for production, where nothing is executed'),
  minimumAgeDays: z.number().int().nonnegative().default(14).describe('Younger resources are left alone'),
  maxPlansADay: z.number().int().positive().default(10).describe('Executions within 24 hours'),
  maxMonthlySavings: z
    .number()
    .positive()
    .default(5000)
    .describe('A plan that would save more in a month, in `currency`, is left to a person'),
  freeze: z
    .array(z.strictObject({ from: Day, until: Day, reason: z.string().min(1) }))
    .default([])
    .describe('Days, both inclusive and in UTC, on which nothing is executed'),
});

const Approvals = z.strictObject({
  teams: z.array(z.string()).default([]).describe('Team slugs whose members may approve; left out, whoever can write'),
  minimum: z.number().int().min(1).default(1).describe('Approvals that a plan needs'),
  destructive: z.number().int().min(1).default(2).describe('Approvals for what deletes, and for databases'),
});

/**
 * The part `remediation` of `.github/finops.yml`. Nothing in it can lower what a plan needs below one approval by
 * somebody else than its author.
 */
export const RemediationConfig = z.strictObject({
  remedies: z.array(z.string()).optional().describe('The only remedies that are looked for; left out, all'),
  ignore: z.array(z.string()).default([]).describe('Addresses that are left alone, with `*`'),
  logRetentionDays: z.number().int().positive().default(90).describe('What log groups without a retention get'),
  planDays: z.number().int().min(1).max(30).default(7).describe('Days after which a plan is void'),
  pullRequests: PullRequests.default(PullRequests.parse({})).describe('Limits of what is opened'),
  execution: Execution.default(Execution.parse({})).describe('Rails of what is executed'),
  approvals: Approvals.default(Approvals.parse({})).describe('Who approves plans'),
});
export type RemediationConfig = z.infer<typeof RemediationConfig>;
