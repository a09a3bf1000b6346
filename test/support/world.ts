import { runCli } from '#app/cli/run.ts';
import { repositoryRoot } from './shared.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line inside the test's own process, in `cwd`, with a frozen clock. */
export async function runFinops(
  argv: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly stdin?: string } = {},
): Promise<Ran> {
  const written = { out: '', err: '' };
  const status = await runCli(argv, {
    cwd: options.cwd ?? repositoryRoot,
    env: options.env ?? {},
    now: new Date('2026-11-25T12:00:00Z'),
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readStdin: () => options.stdin ?? '',
    home: repositoryRoot,
  });
  return { status, ...written };
}
