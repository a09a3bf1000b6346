import { z } from 'zod';

const Variable = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'the name of an environment variable, not its value');

/** One route of `notify`: who is told what. Secrets are named by their variables and never written here. */
const Route = z.strictObject({
  kind: z.enum(['slack', 'pagerduty', 'email']).describe('The channel; `email` writes files for whatever sends mail'),
  severities: z
    .array(z.enum(['info', 'warn', 'critical']))
    .optional()
    .describe('Which are told: by default `critical` to PagerDuty, `warn` and `critical` to the others'),
  topics: z
    .array(z.enum(['anomaly', 'budget', 'report', 'remediation']))
    .optional()
    .describe('About what; left out, about everything'),
  env: z
    .record(z.string(), Variable)
    .default({})
    .describe(
      'Environment variables that hold the secrets: slack `url` (SLACK_WEBHOOK_URL), pagerduty `key` (PAGERDUTY_ROUTING_KEY), email `to` and `from` (FINOPS_EMAIL_TO, FINOPS_EMAIL_FROM)',
    ),
  region: z.enum(['us', 'eu']).optional().describe('PagerDuty: the service region of the account, `us` by default'),
});

/** A route, with the severities that it stands for by itself. */
export const NotifyRoute = Route.transform(({ severities, ...route }) => ({
  ...route,
  severities: severities ?? (route.kind === 'pagerduty' ? (['critical'] as const) : (['warn', 'critical'] as const)),
}));
export type NotifyRoute = z.infer<typeof NotifyRoute>;
