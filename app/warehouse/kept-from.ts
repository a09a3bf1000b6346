import { ConfigError } from '#app/errors.ts';

/**
 * The day that `--keep-months N` keeps from, N whole months (UTC) before the current one: `2024-10-01`.
 * @throws ConfigError for anything but one to three digits.
 */
export function keptFrom(keepMonths: string, now: Date): string {
  if (!/^\d{1,3}$/.test(keepMonths)) {
    throw new ConfigError('--keep-months needs a number', { remedy: 'write a number of months, such as 25' });
  }
  const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - Number(keepMonths), 1);
  return new Date(from).toISOString().slice(0, 10);
}
