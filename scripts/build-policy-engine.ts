/**
 * Builds the policy engine from policies/engine with Go: `node scripts/build-policy-engine.ts` writes
 * engine.wasm.br and digest.txt, `--check` builds again and compares the digest with the recorded one.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { limitMemory } from './limit-memory.ts';

/** 1 GiB in pages of 64 KiB: a policy that allocates without end ends the engine, not the server. */
const MAXIMUM_PAGES = 16_384;

const folder = fileURLToPath(new URL('../policies/engine/', import.meta.url));

function buildEngine(): Uint8Array {
  const target = mkdtempSync(join(tmpdir(), 'policy-engine-'));
  try {
    const output = join(target, 'engine.wasm');
    execFileSync(
      'go',
      [
        'build',
        '-mod=readonly',
        '-buildvcs=false',
        '-trimpath',
        '-ldflags=-s -w -buildid= -checklinkname=0',
        '-o',
        output,
        '.',
      ],
      { cwd: folder, env: { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '' }, stdio: 'inherit' },
    );
    return limitMemory(readFileSync(output), MAXIMUM_PAGES);
  } finally {
    rmSync(target, { recursive: true });
  }
}

const version = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim();
const engine = buildEngine();
const stamp = `sha256:${createHash('sha256').update(engine).digest('hex')} ${version}\n`;

if (process.argv.includes('--check')) {
  const recorded = readFileSync(join(folder, 'digest.txt'), 'utf8');
  const [, recordedVersion] = recorded.trim().split(' ');
  if (recordedVersion !== version) console.log(`not compared: recorded with ${recordedVersion}, here is ${version}`);
  else if (recorded !== stamp) {
    console.error(`the engine differs: recorded ${recorded.trim()}, built ${stamp.trim()}`);
    process.exitCode = 1;
  } else console.log(`the engine is what its sources give: ${stamp.trim()}`);
} else {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(
    join(folder, 'engine.wasm.br'),
    brotliCompressSync(engine, { params: { ...quality, [constants.BROTLI_PARAM_SIZE_HINT]: engine.length } }),
  );
  writeFileSync(join(folder, 'digest.txt'), stamp);
  console.log(stamp.trim());
}
