import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles what is published: `dist/action.js` (the Action), `dist/cli.js` (the command line) and the worker that
 * evaluates policies. `--check` builds elsewhere and fails when the committed bundles differ or are too large.
 */
const ROOT = join(import.meta.dirname, '..');

interface Bundle {
  readonly entry: string;
  readonly file: string;
  /** Largest size in bytes: what a runner loads on every pull request. */
  readonly budget: number;
}

const BUNDLES: readonly Bundle[] = [
  { entry: 'action/run.ts', file: 'action.js', budget: 2_500_000 },
  { entry: 'app/cli.ts', file: 'cli.js', budget: 6_000_000 },
  { entry: 'app/policy/policy-worker.ts', file: 'policy-worker.js', budget: 1_000_000 },
];

const REQUIRE =
  "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);";

async function bundle(each: Bundle, folder: string): Promise<void> {
  await build({
    entryPoints: [join(ROOT, each.entry)],
    outfile: join(folder, each.file),
    bundle: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: REQUIRE },
    external: ['better-sqlite3', 'pg-native'],
    logLevel: 'warning',
    absWorkingDir: ROOT,
  });
}

const isCheck = process.argv.includes('--check');
const folder = isCheck ? mkdtempSync(join(tmpdir(), 'finops-dist-')) : join(ROOT, 'dist');
let failed = false;
for (const each of BUNDLES) {
  await bundle(each, folder);
  const size = statSync(join(folder, each.file)).size;
  const state = isCheck && !isSame(each.file) ? 'STALE: run npm run build and commit dist/' : 'ok';
  const over = size > each.budget ? ` OVER the budget of ${each.budget}` : '';
  console.log(`dist/${each.file}: ${size} bytes${over}, ${state}`);
  failed ||= state !== 'ok' || over !== '';
}
if (isCheck) rmSync(folder, { recursive: true, force: true });
if (failed) process.exitCode = 1;

function isSame(file: string): boolean {
  try {
    return readFileSync(join(folder, file)).equals(readFileSync(join(ROOT, 'dist', file)));
  } catch {
    // Not committed at all is as stale as it gets.
    return false;
  }
}
