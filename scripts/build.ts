import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/**
 * Bundles what is published: `dist/action.js` (the Action), `dist/cli.js` with its chunks in `dist/cli/` (the command
 * line) and the workers that evaluate policies. `--check` builds elsewhere and fails when the committed bundles differ
 * or are too large.
 */
const ROOT = join(import.meta.dirname, '..');

interface Bundle {
  readonly name: string;
  readonly options: Pick<BuildOptions, 'entryPoints' | 'splitting' | 'chunkNames'>;
  /** What it writes, a file or a folder of chunks. */
  readonly files: readonly string[];
  /** Largest size of all of it in bytes: what a runner loads on every pull request. */
  readonly budget: number;
}

const BUNDLES: readonly Bundle[] = [
  {
    name: 'dist/action.js',
    options: { entryPoints: { action: 'action/run.ts' } },
    files: ['action.js'],
    budget: 2_500_000,
  },
  {
    // In chunks, so that a command reads only what it runs, and so that the compiled code of each can be kept.
    name: 'dist/cli.js',
    options: {
      entryPoints: {
        cli: 'app/cli.ts',
        'cli/policy-worker': 'app/policy/policy-worker.ts',
        'cli/job-thread': 'app/cli/job-thread.ts',
      },
      splitting: true,
      chunkNames: 'cli/[name]-[hash]',
    },
    files: ['cli.js', 'cli'],
    // Most of it are the SDKs of the clouds, which only `ingest` and `remediate` load.
    budget: 8_000_000,
  },
  {
    name: 'dist/policy-worker.js',
    options: { entryPoints: { 'policy-worker': 'app/policy/policy-worker.ts' } },
    files: ['policy-worker.js'],
    budget: 1_000_000,
  },
];

const REQUIRE =
  "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);";

/** zod carries its messages in fifty languages, a third of what the command line would read at every start. */
const ENGLISH_ONLY: Plugin = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};

async function bundle({ options }: Bundle, folder: string): Promise<void> {
  await build({
    ...options,
    outdir: folder,
    bundle: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: REQUIRE },
    external: ['better-sqlite3', 'pg-native'],
    plugins: [ENGLISH_ONLY],
    // Names of chunks are digests over paths, which must not depend on where the packages really are.
    preserveSymlinks: true,
    logLevel: 'warning',
    absWorkingDir: ROOT,
  });
}

const isCheck = process.argv.includes('--check');
const folder = isCheck ? mkdtempSync(join(tmpdir(), 'finops-dist-')) : join(ROOT, 'dist');
let failed = false;
for (const each of BUNDLES) {
  if (!isCheck) for (const file of each.files) rmSync(join(folder, file), { recursive: true, force: true });
  await bundle(each, folder);
  const written = filesOf(each, folder);
  const size = written.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  const state = isCheck && !isSame(each, written) ? 'STALE: run npm run build and commit dist/' : 'ok';
  const over = size > each.budget ? ` OVER the budget of ${each.budget}` : '';
  console.log(`${each.name}: ${size} bytes in ${written.length} files${over}, ${state}`);
  failed ||= state !== 'ok' || over !== '';
}
if (isCheck) rmSync(folder, { recursive: true, force: true });
if (failed) process.exitCode = 1;

/** Every file of a bundle below `root`, relative to it; none where it was never built. */
function filesOf({ files }: Bundle, root: string): readonly string[] {
  return files
    .flatMap((name) => {
      const kind = statSync(join(root, name), { throwIfNoEntry: false });
      if (kind === undefined) return [];
      return kind.isDirectory() ? readdirSync(join(root, name)).map((each) => `${name}/${each}`) : [name];
    })
    .sort();
}

/** Whether the committed files are these and no others. */
function isSame(each: Bundle, written: readonly string[]): boolean {
  const committed = filesOf(each, join(ROOT, 'dist'));
  return (
    committed.join('\n') === written.join('\n') &&
    written.every((file) => readFileSync(join(folder, file)).equals(readFileSync(join(ROOT, 'dist', file))))
  );
}
