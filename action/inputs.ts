import { z } from 'zod';
import { ConfigError } from '#app/errors.ts';

const Truth = z.enum(['true', 'false', '']).transform((text) => text === 'true');

/** What judges a change, and what works on the bill; the latter on a schedule, never for a pull request. */
const JUDGING_COMMANDS = ['gate', 'estimate'] as const;
export const SCHEDULED_COMMANDS = ['ingest', 'detect', 'remediate', 'report'] as const;
export type ScheduledCommand = (typeof SCHEDULED_COMMANDS)[number];

/** The inputs of `action.yml`; an empty text is an input that was not given. */
export const ActionInputs = z.object({
  command: z.enum([...JUDGING_COMMANDS, ...SCHEDULED_COMMANDS]),
  path: z.string(),
  'prior-path': z.string(),
  'planned-path': z.string(),
  config: z.string(),
  'github-token': z.string(),
  'fail-on': z.enum(['warn', 'deny']),
  comment: z.enum(['true', 'false', 'update', 'hide-and-new', 'delete-and-new', 'off']),
  check: Truth,
  'database-url': z.string().regex(/^(?:$|postgres(?:ql)?:\/\/|sqlite:.)/, 'postgres://… or sqlite:PATH'),
  currency: z.string(),
});
export type ActionInputs = z.infer<typeof ActionInputs>;

/**
 * The inputs as the runner hands them in.
 * @throws ConfigError naming the input that does not fit, never what was given for it: it may be a secret.
 */
export function readInputs(getInput: (name: string) => string): ActionInputs {
  const given = Object.fromEntries(Object.keys(ActionInputs.shape).map((name) => [name, getInput(name)]));
  const parsed = ActionInputs.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`input ${issue?.path.join('.')}: ${issue?.message}`, {
      cause: parsed.error,
      remedy: 'see the inputs in action.yml',
    });
  }
  if (parsed.data['prior-path'] !== '' && parsed.data['planned-path'] === '') {
    throw new ConfigError('prior-path needs planned-path', { remedy: 'name both sides' });
  }
  return parsed.data;
}
