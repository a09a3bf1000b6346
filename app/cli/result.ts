import { closeSync, openSync, writeFileSync } from 'node:fs';
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

/** As `writeResult`, of a text that lies in UTF-8 in several pieces. */
export function writeBytes(pieces: readonly Uint8Array[], invocation: Invocation, world: World): void {
  const all = [...pieces, NEWLINE];
  const file = textOption(invocation, 'out');
  if (file !== undefined) writePieces(all, resolve(world.cwd, file));
  else if (world.outBytes) for (const piece of all) world.outBytes(piece);
  else world.out(Buffer.concat(all).toString());
}

const NEWLINE = Buffer.from('\n');

function writePieces(pieces: readonly Uint8Array[], file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
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
