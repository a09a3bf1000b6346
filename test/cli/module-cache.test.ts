import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryCache } from '#app/cli/module-fetching.ts';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

describe('the cache of fetched modules', () => {
  it('gives back what was kept, and nothing that was changed since', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'finops-cache-')), 'modules');
    const cache = directoryCache(folder);
    expect(cache.read('a')).toBeNull();
    cache.write('a', Buffer.from('content'));
    expect(Buffer.from(cache.read('a') ?? []).toString()).toBe('content');
    const file = join(folder, 'a');
    writeFileSync(file, readFileSync(file, 'latin1').replace('content', 'CONTENT'));
    expect(cache.read('a')).toBeNull();
    expect(readdirSync(folder)).toEqual(['a']);
    rmSync(folder, { recursive: true });
  });

  it('that cannot be written keeps nothing, and hinders nothing', () => {
    const cache = directoryCache('/dev/null/modules');
    cache.write('a', Buffer.from('x'));
    expect([cache.read('a'), directoryCache(null).read('a')]).toEqual([null, null]);
  });
});

describe('finops without --fetch-modules', () => {
  const files = { 'main.tf': 'module "m" { source = "https://127.0.0.1/module.zip" }\n' };

  it('fetches nothing, and says what to do', async () => {
    const ran = await runFinops(['estimate', folderWith(files)]);
    expect([ran.status, ran.err]).toEqual([3, expect.stringContaining('is not installed here')]);
    expect(ran.err).toContain('--fetch-modules');
  });

  it('and with it, asks no host that is not configured, and no address that is not public', async () => {
    const refused = await runFinops(['estimate', folderWith(files), '--fetch-modules']);
    expect(refused.err).toContain('127.0.0.1 is not among the hosts that may be asked for modules');
    const config = 'version: 1\nmodules: { fetch: true, hosts: ["127.0.0.1"] }\n';
    const configured = await runFinops(['estimate', folderWith({ ...files, '.github/finops.yml': config })]);
    expect(configured.err).toContain('127.0.0.1 stands for an address that is not public');
  });
});
