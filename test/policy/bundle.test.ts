import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { openedBundle, readBundle } from '#app/flows/open-bundle.ts';
import { openPolicies } from '#app/flows/open-policies.ts';
import type { PolicyDecision } from '#app/policy/evaluate-policies.ts';
import { replayDecision } from '#app/policy/replay-decision.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { folderWith } from '#test/support/folder.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { engine } from './engine-in-test.ts';
import { policyInput, policyResource } from './policy-input.ts';
import { assets } from './support.ts';

/**
 * The bundles in test/fixtures/bundles were written by OPA's own `opa build` of this policy, with `data.limits.machine`
 * 50: `deny contains {"msg": …, "resource": r.address} if { some r in input.resources;
 * is_number(r.planned.monthlyCost); r.planned.monthlyCost > data.limits.machine }`.
 */
const BUNDLES = join(repositoryRoot, 'test/fixtures/bundles');
const bytesOf = (name: string): Uint8Array => readFileSync(join(BUNDLES, name));
const publicKey = readFileSync(join(BUNDLES, 'key.pub.pem'), 'utf8');
const SIGNED = 'bundleKey: { file: .finops/key.pem }';

async function decideWith(
  bundle: Uint8Array,
  { config = '', key = publicKey, monthlyCost = 70 }: { config?: string; key?: string; monthlyCost?: number } = {},
): Promise<PolicyDecision> {
  const folder = folderWith({ '.finops/key.pem': key });
  writeFileSync(join(folder, '.finops/own.tar.gz'), bundle);
  const text = `version: 1\npolicies:\n  timeoutMs: 60000\n  bundle: .finops/own.tar.gz\n${config === '' ? '' : `  ${config}\n`}`;
  const tree = directoryTree(folder, Number.MAX_SAFE_INTEGER);
  const { evaluate } = openPolicies(
    { tree, config: readConfig(text, '.github/finops.yml'), overrides: [] },
    { assets, newId: () => '00000000-0000-4000-8000-000000000000' },
  );
  return evaluate(policyInput({ resources: [policyResource({ planned: { monthlyCost, complete: true } })] }));
}

describe('a bundle of opa build', () => {
  it('denies and passes by its compiled policy and its data, and the decision can be made again', async () => {
    const denied = await decideWith(bytesOf('plain.tar.gz'));
    expect(denied.results).toContainEqual(
      expect.objectContaining({
        id: 'team/deny',
        pack: 'custom',
        level: 'soft',
        outcome: 'deny',
        message: 'aws_instance.web is dear',
        resource: 'aws_instance.web',
        file: 'main.tf',
      }),
    );
    expect((await decideWith(bytesOf('plain.tar.gz'), { monthlyCost: 49 })).decision).toBe('allow');
    const replay = await replayDecision(JSON.stringify(denied.event), { assets, newId: () => '' });
    expect(replay).toMatchObject({ same: true, samePolicies: true });
  });

  it('is taken with a signature of opa that the key verifies', async () => {
    expect((await decideWith(bytesOf('signed.tar.gz'), { config: SIGNED })).decision).toBe('deny');
  });

  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'pem',
  });
  it.each([
    ['that is not signed, where a key is configured', 'plain.tar.gz', { config: SIGNED }, /missing \.signatures\.json/],
    ['that is signed, where no key is configured', 'signed.tar.gz', {}, /verification key not provided/],
    ['whose data were changed after signing', 'tampered.tar.gz', { config: SIGNED }, /data\.json.*digest mismatch/],
    ['signed by somebody else', 'signed.tar.gz', { config: SIGNED, key: String(stranger) }, /verify JWT signature/],
    [
      'signed for another scope',
      'signed.tar.gz',
      { config: SIGNED.replace(' }', ', scope: write }') },
      /scope mismatch/,
    ],
    ['signed in another way', 'signed.tar.gz', { config: SIGNED.replace(' }', ', algorithm: none }') }, /refused/],
  ])('%s is refused, and the gate does not allow', async (_name, file, options, message) => {
    expectRefused(await decideWith(bytesOf(file), options), message);
  });
});

describe('an archive that no opa writes is refused by the engine:', () => {
  it.each([
    ['no archive at all', Buffer.from('PK'), /no gzip archive/],
    ['a link', gzipSync(tar([entry('policy.wasm', '', '2')])), /neither a file nor a folder/],
    ['a device', gzipSync(tar([entry('policy.wasm', '', '3')])), /neither a file nor a folder/],
    ['a path that climbs', gzipSync(tar([entry('../../etc/data.json')])), /climbs/],
    ['a file that hides another', gzipSync(tar([entry('data.json'), entry('./data.json')])), /twice/],
    ['a bomb', gzipSync(tar([entry('data.json', ' '.repeat(80 << 20))])), /more than 64 MiB/],
    ['a cut one', gzipSync(tar([entry('data.json', 'x'.repeat(4000))]).subarray(0, 2000)), /unexpected EOF/],
  ])('%s', (_name, archive, message) => {
    const request = { op: 'bundle', bundle: archive.toString('base64'), key: null } as const;
    expect(() => engine().ask(request)).toThrow(message);
  });
});

describe('a bundle that the gate cannot read is refused, and the gate does not allow:', () => {
  const wasm = entry('/policy.wasm', 'x');
  it.each([
    ['one that is cut', gzipSync(tar([entry('data.json')])).subarray(0, 60), /the bundle is refused/],
    ['one without policy.wasm', gzipSync(tar([entry('data.json')])), /no policy\.wasm/],
    ['what only is called policy.wasm', gzipSync(tar([wasm, manifest('finops/x/deny')])), /WebAssembly\.Module/],
    ['an entry point that nobody reads', gzipSync(tar([wasm, manifest('main/deny')])), /main\/deny/],
    ['an entry point of ours', gzipSync(tar([wasm, manifest('finops/packs/tags')])), /finops\/packs/],
  ])('%s', async (_name, archive, message) => {
    expectRefused(await decideWith(archive), message);
  });
});

describe('the configuration of a bundle', () => {
  it('names what is there', async () => {
    const tree = directoryTree(folderWith({}), 1000);
    const policies = { ...DEFAULT_CONFIG.policies, bundle: '.finops/none.tar.gz' };
    expect(() => readBundle(tree, { ...DEFAULT_CONFIG, policies })).toThrow(/there is no file/);
    const keyed = { ...DEFAULT_CONFIG.policies, bundleKey: { file: 'k', algorithm: 'RS256', scope: '' } };
    expect(() => readBundle(tree, { ...DEFAULT_CONFIG, policies: keyed })).toThrow(/there is no policies\.bundle/);
    expect(await openedBundle(readBundle(tree, DEFAULT_CONFIG), { assets, timeoutMs: 1000 })).toEqual({
      bundle: null,
      refused: [],
    });
  });
});

function expectRefused({ decision, exit, results }: PolicyDecision, message: RegExp): void {
  expect(decision).toBe('error');
  expect(exit).toBe(5);
  const [error] = results.filter(({ outcome }) => outcome === 'error');
  expect(error).toMatchObject({ id: 'custom/bundle', file: '.finops/own.tar.gz' });
  expect(error?.message).toMatch(message);
}

function entry(name: string, content = '{}', type = '0'): Buffer {
  return tarEntry({ name, content, type });
}

function manifest(entrypoint: string): Buffer {
  const wasm = [{ entrypoint, module: '/policy.wasm' }];
  return tarEntry({ name: '.manifest', content: JSON.stringify({ revision: '', roots: [''], wasm }), type: '0' });
}

function tar(entries: readonly Buffer[]): Buffer {
  return Buffer.concat([...entries, Buffer.alloc(1024)]);
}

/** A POSIX ustar entry: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (read 2026-11-25). */
function tarEntry(file: { readonly name: string; readonly content: string; readonly type: string }): Buffer {
  const header = Buffer.alloc(512);
  header.write(file.name, 0);
  header.write('0000644\0', 100);
  header.write(`${Buffer.byteLength(file.content).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0        ', 136);
  header.write(file.type, 156);
  header.write('ustar\x0000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  const content = Buffer.alloc(Math.ceil(Buffer.byteLength(file.content) / 512) * 512);
  content.write(file.content);
  return Buffer.concat([header, content]);
}
