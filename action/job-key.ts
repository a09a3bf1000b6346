import { createHash } from 'node:crypto';
import type { ActionInputs } from './inputs.ts';

const TELLING = ['command', 'path', 'prior-path', 'planned-path', 'config', 'currency'] as const;

/**
 * What tells this job's comment and files from those of the others on the same pull request: its name in the workflow,
 * and, as a matrix has several of one name, what it looks at. The same again in the next run.
 */
export function jobKey(inputs: ActionInputs, env: Readonly<Record<string, string | undefined>>): string {
  const given = TELLING.map((name) => inputs[name]).join('\n');
  const isPlain = given === ['gate', '', '', '', '', ''].join('\n');
  const job = (env['GITHUB_JOB'] || 'gate').replaceAll(/[^\w-]/g, '_');
  return isPlain ? job : `${job}-${createHash('sha256').update(given).digest('hex').slice(0, 10)}`;
}
