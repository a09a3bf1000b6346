import type { ParseArgsOptionsConfig } from 'node:util';

/** What a command may use of the world; handed in, so that a test can hand in another. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  readonly out: (text: string) => void;
  /** Standard output for what is in UTF-8 already; left out: `out` takes it as text. */
  readonly outBytes?: (bytes: Uint8Array) => void;
  /** Progress and errors. */
  readonly err: (text: string) => void;
  readonly readStdin: () => string;
  /** Whether standard error is a terminal, so that progress may be drawn there. */
  readonly isTerminal?: boolean;
  /** Where the embedded price book and the policies stand. */
  readonly home: string;
}

export interface Invocation {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

/** One `finops` command. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Arguments as the usage line shows them. */
  readonly synopsis: string;
  readonly example: string;
  readonly options: ParseArgsOptionsConfig;
  /** One line for each option. */
  readonly explains: Readonly<Record<string, string>>;
  /** Does the work; the exit status. */
  readonly run: (invocation: Invocation, world: World) => Promise<number>;
}

/** Options that every command has. */
export const COMMON_OPTIONS: ParseArgsOptionsConfig = {
  format: { type: 'string' },
  out: { type: 'string' },
  quiet: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

export const COMMON_EXPLAINS: Readonly<Record<string, string>> = {
  format: 'how the result is written',
  out: 'write the result to this file instead of standard output',
  quiet: 'no progress on standard error',
  debug: 'errors with their causes and stack',
  help: 'this text',
};

/** The text of an option, undefined when it was not given. */
export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** All texts of an option that may be given several times. */
export function textOptions(invocation: Invocation, name: string): readonly string[] {
  const value = invocation.values[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
