import type { Invocation, World } from './command.ts';

/** Work shorter than this shows nothing. */
const SILENT_MS = 2000;
const BETWEEN_MS = 500;
/** Asking for the time is dearer than counting. */
const ASK_EVERY = 256;

/** Counts what is done, for whoever waits at a terminal. */
export interface Progress {
  readonly step: () => void;
  /** Clears the line, so that what is printed next stands by itself. */
  readonly end: () => void;
}

const NO_PROGRESS: Progress = { step: () => {}, end: () => {} };

/**
 * A line on standard error with count and rate, for work over two seconds; nothing with `--quiet` or where standard error
 * is no terminal.
 */
export function progressOf(what: string, at: { readonly invocation: Invocation; readonly world: World }): Progress {
  const { invocation, world } = at;
  if (world.isTerminal !== true || invocation.values['quiet'] === true) return NO_PROGRESS;
  const begun = performance.now();
  let count = 0;
  let shown = 0;
  return {
    step() {
      count += 1;
      if (count % ASK_EVERY !== 0) return;
      const elapsed = performance.now() - begun;
      if (elapsed < SILENT_MS || elapsed - shown < BETWEEN_MS) return;
      shown = elapsed;
      world.err(`\r\u001b[Kfinops: ${grouped(count)} ${what}, ${grouped((count / elapsed) * 1000)} a second`);
    },
    end() {
      if (shown > 0) world.err('\r\u001b[K');
      shown = 0;
    },
  };
}

function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
