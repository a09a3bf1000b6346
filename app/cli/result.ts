import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '#app/errors.ts';
import { type Invocation, textOption, type World } from './command.ts';

/** Writes a result to `--out`, else to standard output, with a newline at its end. */
export function writeResult(text: string, invocation: Invocation, world: World): void {
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  const file = textOption(invocation, 'out');
  if (file === undefined) world.out(ended);
  else writeFileSync(resolve(world.cwd, file), ended);
}

/**
 * The format asked for, `formats[0]` by default.
 * @throws ConfigError for another one.
 */
export function chosenFormat<Format extends string>(
  invocation: Invocation,
  formats: readonly [Format, ...Format[]],
): Format {
  const wanted = textOption(invocation, 'format') ?? formats[0];
  const found = formats.find((each) => each === wanted);
  if (found) return found;
  throw new ConfigError(`--format ${wanted} is not known`, { remedy: `choose ${formats.join(', ')}` });
}
