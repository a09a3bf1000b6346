import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRegoSources } from '#app/policy/assets.ts';
import { PACK_BUILTINS } from '#app/policy/capabilities.ts';
import { isTestFile } from '#app/policy/custom-rules.ts';
import { packEntry, sourcesDigest } from '#app/policy/pack-index.ts';
import { engine } from '#test/policy/engine-in-test.ts';
import { assets, policiesDirectory } from '#test/policy/support.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { completeIndex } from '../../scripts/pack-settings.ts';

const [digest = '', goVersion = ''] = readFileSync(join(policiesDirectory, 'engine/digest.txt'), 'utf8')
  .trim()
  .split(' ');

describe('what is committed compiled', () => {
  const sources = readRegoSources(policiesDirectory);
  const modules = Object.fromEntries(Object.entries(sources).filter(([file]) => !isTestFile(file)));
  const { rules } = engine().ask({ op: 'check', modules, strict: true, builtins: PACK_BUILTINS });

  it('is fresh: policy.wasm, byte for byte what the engine makes of the packs', () => {
    const entry = packEntry(rules);
    const { wasm } = engine().ask({
      op: 'build',
      modules: { ...modules, [entry.file]: entry.text },
      builtins: PACK_BUILTINS,
      entrypoints: ['finops/gate/findings'],
    });
    expect(Buffer.from(wasm, 'base64').equals(Buffer.from(assets.packs))).toBe(true);
  });

  it('is fresh: rules.json', () => {
    const engineDigest = readFileSync(join(policiesDirectory, 'engine/digest.txt'), 'utf8');
    const digest = sourcesDigest(modules, engineDigest);
    expect(assets.index).toEqual(completeIndex(rules, { modules, digest }));
  });

  it('is the engine whose digest is recorded', () => {
    const bytes = brotliDecompressSync(assets.engine());
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  });
});

/** Building it takes a minute of both cores where nothing is cached. */
const BUILD_MS = 240_000;
const found = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout?.trim() ?? 'no Go';
const isAsked = process.env['FINOPS_TEST_ENGINE'] === '1';

describe(`the engine built again (recorded with ${goVersion}, here is ${found}; runs with FINOPS_TEST_ENGINE=1)`, () => {
  it.skipIf(found !== goVersion || !isAsked)('is what lies in policies/engine, byte for byte', () => {
    const script = join(repositoryRoot, 'scripts/build-policy-engine.ts');
    const out = execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8', timeout: BUILD_MS });
    expect(out).toContain(`the engine is what its sources give: ${digest}`);
  });
});
