import { ConfigError } from '#app/errors.ts';
import { type Invocation, textOption, type World } from './command.ts';

/** The month of `--period`, `YYYY-MM`; the current one (UTC) by default. @throws ConfigError for another text. */
export function periodOption(invocation: Invocation, world: World): string {
  const text = textOption(invocation, 'period') ?? world.now.toISOString().slice(0, 7);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new ConfigError(`--period ${text} is not a month`, { remedy: 'write it as 2026-11' });
}
