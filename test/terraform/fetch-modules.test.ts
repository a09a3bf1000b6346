import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gitArchive } from '#app/source/git-archive.ts';
import { type SecureLimits, secureGet } from '#app/source/secure-get.ts';
import { memoryTree, type Tree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { fetchModules } from '#app/terraform/remote/fetch-modules.ts';
import { type ModuleServer, startModuleServer } from '#test/support/modules/module-server.ts';

const MODULE = 'variable "size" {}\nresource "aws_instance" "x" { instance_type = var.size }\n';
let folder: string;
let server: ModuleServer;

function git(directory: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.test', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...identity, '-C', directory, ...args], { stdio: 'ignore' });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'module-server-'));
  server = await startModuleServer(folder);
  const work = join(folder, 'work');
  mkdirSync(join(work, 'modules/inner'), { recursive: true });
  git(work, 'init');
  writeFileSync(join(work, 'main.tf'), `${MODULE}module "inner" { source = "./modules/inner" }\n`);
  writeFileSync(join(work, 'modules/inner/main.tf'), 'resource "aws_eip" "y" {}\n');
  symlinkSync('/etc/passwd', join(work, 'secret.tf'));
  git(work, 'add', '-A');
  git(work, 'commit', '-m', 'one');
  git(work, 'tag', 'v1.2.0');
  writeFileSync(join(work, 'main.tf'), MODULE);
  git(work, 'commit', '-am', 'two');
  git(work, 'tag', 'v2.0.0');
  git(folder, 'clone', '--bare', work, join(folder, 'git/net.git'));
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  server.asked.length = 0;
  server.answers.clear();
  const registry = '/v1/modules/acme/net/aws';
  server.answers.set('/.well-known/terraform.json', { body: '{"modules.v1":"/v1/modules/"}' });
  server.answers.set(`${registry}/versions`, {
    body: JSON.stringify({
      modules: [{ versions: ['1.2.0', '2.0.0', '2.1.0-beta'].map((version) => ({ version })) }],
    }),
  });
  for (const version of ['1.2.0', '2.0.0'])
    server.answers.set(`${registry}/${version}/download`, {
      status: 204,
      headers: { 'X-Terraform-Get': `git::${server.url}/git/net.git?ref=v${version}` },
    });
});

interface Fetched {
  readonly kept: Map<string, Uint8Array>;
  readonly limits: SecureLimits;
}

async function fetched(content: string, given: Partial<Fetched> = {}): Promise<Tree> {
  const limits = given.limits ?? server.limits;
  const kept = given.kept ?? new Map<string, Uint8Array>();
  return fetchModules(memoryTree(new Map([['main.tf', content]])), {
    paths: [''],
    transport: {
      get: (url) => secureGet(url, limits),
      gitArchive: (url, ref) => gitArchive(url, { ref, path: process.env['PATH'], limits }),
    },
    cache: {
      read: (name) => kept.get(name) ?? null,
      write: (name, archive) => {
        kept.set(name, archive);
      },
    },
  });
}

async function project(content: string, given: Partial<Fetched> = {}) {
  const request = { path: '', name: 'root', workspace: 'default', environment: {}, varFiles: [], vars: [] };
  const { resources, diagnostics } = readProject(await fetched(content, given), request);
  return {
    addresses: resources.map(({ address }) => address),
    files: resources.map(({ source }) => source?.file),
    problems: diagnostics.map(({ message }) => message),
  };
}

function call(source: string, more = ''): string {
  return `module "m" {\n  source = "${source}"\n  ${more}\n  size = "t3.large"\n}\n`;
}

describe('a module of a registry', () => {
  it('is fetched in the newest version that the constraint allows, with the modules beside it', async () => {
    const found = await project(call(`${server.host}/acme/net/aws`, 'version = "~> 1.0"'));
    expect(found.problems).toEqual([]);
    expect(found.addresses).toEqual(['module.m.aws_instance.x', 'module.m.module.inner.aws_eip.y']);
    expect(found.files[0]).toContain('/acme/net/aws/1.2.0/main.tf');
  });

  it('without a version is the newest that is no prerelease', async () => {
    const found = await project(call(`${server.host}/acme/net/aws`));
    expect(found.files[0]).toContain('/acme/net/aws/2.0.0/main.tf');
  });

  it('is fetched once and then taken from the cache, whatever the server says later', async () => {
    const kept = new Map<string, Uint8Array>();
    await fetched(call(`${server.host}/acme/net/aws`, 'version = "1.2.0"'), { kept });
    expect(kept.size).toBe(1);
    server.asked.length = 0;
    const again = await project(call(`${server.host}/acme/net/aws`, 'version = "1.2.0"'), { kept });
    expect(again.addresses).toHaveLength(2);
    expect(server.asked.filter((path) => path.startsWith('/git/') || path.endsWith('/download'))).toEqual([]);
  });

  it.each([
    ['version = "9.9.9"', 'has no version 9.9.9 of acme/net/aws'],
    ['version = "~> nothing"', 'has no version ~> nothing'],
  ])('with %s is reported where it is called', async (version, problem) => {
    const found = await project(call(`${server.host}/acme/net/aws`, version));
    expect(found.addresses).toEqual([]);
    expect(found.problems[0]).toContain(problem);
  });

  it.each([
    ['ext::sh -c id', 'sources of the kind ext:: are not fetched'],
    ['file:///etc', 'only https is fetched'],
    ['git::ssh://git@modules.test/x.git', 'git is only asked over https'],
    ['/etc', 'it is no archive'],
    ['https://user:secret@modules.test/x.zip', 'a user or password'],
  ])('that sends to %s is refused', async (place, problem) => {
    server.answers.set('/v1/modules/acme/net/aws/2.0.0/download', {
      status: 204,
      headers: { 'X-Terraform-Get': place },
    });
    const [first = ''] = (await project(call(`${server.host}/acme/net/aws`))).problems;
    expect(first).toContain(problem);
    expect(first).not.toContain('secret');
  });
});

describe('a module of a git repository', () => {
  it('is fetched at its ref; links in it do not exist', async () => {
    const tree = await fetched(call(`git::${server.url}/git/net.git?ref=v1.2.0`));
    const mount = `.finops/modules/${server.host.replace(':', '_')}/git/net/v1.2.0`;
    expect(tree.list(mount).map(({ name }) => name)).toEqual(['main.tf', 'modules']);
    expect(tree.read(`${mount}/secret.tf`)).toBeNull();
  });

  it('may be a directory in it', async () => {
    const found = await project(`module "m" { source = "git::${server.url}/git/net.git//modules/inner?ref=v1.2.0" }\n`);
    expect(found).toMatchObject({ addresses: ['module.m.aws_eip.y'], problems: [] });
  });

  it.each(['--upload-pack=touch /tmp/x', '-x', 'a b'])('is not asked for the ref %s', async (ref) => {
    const found = await project(call(`git::${server.url}/git/net.git?ref=${encodeURIComponent(ref)}`));
    expect(found.problems[0]).toContain('the ref of the module is none that git has');
    expect(server.asked).toEqual([]);
  });

  it('larger than is allowed is given up', async () => {
    const limits = { ...server.limits, maxBytes: 1024 };
    const found = await project(call(`git::${server.url}/git/net.git?ref=v1.2.0`), { limits });
    expect(found.problems[0]).toContain('git: ');
    expect(found.addresses).toEqual([]);
  });

  it('that is not there is reported without the credentials of anybody', async () => {
    const found = await project(call(`git::${server.url}/git/absent.git`));
    expect(found.problems[0]).toMatch(/cannot be fetched: git: .*absent\.git/);
  });
});

describe('an archive', () => {
  it.each([
    ['module.zip', () => zip({ 'main.tf': MODULE })],
    ['module.tar.gz', () => gzipSync(tar('main.tf', MODULE))],
    ['folder.tar.gz//*?archive=tar.gz', () => gzipSync(tar('repo-1a2b/main.tf', MODULE))],
    ['plain//sub?archive=zip', () => zip({ 'sub/main.tf': MODULE })],
  ])('%s is read', async (name, body) => {
    server.answers.set(`/${name.replace(/\/\/.*/, '')}`, { body: body() });
    expect(await project(call(`${server.url}/${name}`))).toMatchObject({
      addresses: ['module.m.aws_instance.x'],
      problems: [],
    });
  });

  it.each([
    ['../main.tf', 'the archive holds a path that leaves it'],
    ['/etc/main.tf', 'the archive holds a path that leaves it'],
  ])('with the path %s is refused', async (path, problem) => {
    for (const [name, body] of [
      ['module.zip', zip({ [path]: MODULE })],
      ['module.tar.gz', gzipSync(tar(path, MODULE))],
    ] as const) {
      server.answers.set(`/${name}`, { body });
      expect((await project(call(`${server.url}/${name}`))).problems[0]).toContain(problem);
    }
  });

  it('that is a bomb is given up', async () => {
    server.answers.set('/module.tar.gz', { body: gzipSync(Buffer.alloc(300 * 1024 * 1024)) });
    expect((await project(call(`${server.url}/module.tar.gz`))).problems[0]).toContain('unpacks to more than');
  });

  it('that is damaged is reported', async () => {
    server.answers.set('/module.zip', { body: 'PK not really' });
    expect((await project(call(`${server.url}/module.zip`))).problems[0]).toContain('the archive is damaged');
  });
});

describe('what is asked', () => {
  it('are only hosts that are allowed, also after a redirect', async () => {
    server.answers.set('/module.zip', { status: 302, headers: { location: 'https://other.test/module.zip' } });
    expect((await project(call(`${server.url}/module.zip`))).problems[0]).toContain(
      'other.test is not among the hosts',
    );
    expect((await project(call('https://example.com/module.zip'))).problems[0]).toContain('example.com is not among');
  });

  it.each(['http://modules.test/module.zip', 'https://127.0.0.1/module.zip'])('is never %s', async (location) => {
    server.answers.set('/module.zip', { status: 301, headers: { location } });
    const [problem] = (await project(call(`${server.url}/module.zip`))).problems;
    expect(problem).toMatch(/only https is fetched|not among the hosts/);
  });

  it('is never an address that is not public, whatever name it has, by https or by git', async () => {
    const { isAllowedAddress: _, ...limits } = server.limits;
    for (const source of [`${server.url}/module.zip`, `git::${server.url}/git/net.git`, `${server.host}/a/b/aws`]) {
      const [problem] = (await project(call(source), { limits })).problems;
      expect(problem).toContain('an address that is not public');
    }
    expect(server.asked).toEqual([]);
  });

  it('is the address that was checked: a name that changes gains nothing', async () => {
    let questions = 0;
    const limits: SecureLimits = {
      ...server.limits,
      lookup: (_name, _options, done) =>
        done(null, [{ address: questions++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }]),
    };
    const found = await project(call(`git::${server.url}/git/net.git?ref=v2.0.0`), { limits });
    expect(found).toMatchObject({ addresses: ['module.m.aws_instance.x'], problems: [] });
    expect(questions).toBe(1);
  });

  it('ends after a number of redirects and of bytes', async () => {
    server.answers.set('/module.zip', { status: 302, headers: { location: '/module.zip' } });
    expect((await project(call(`${server.url}/module.zip`))).problems[0]).toContain('redirects more than 5 times');
    server.answers.set('/module.zip', { body: Buffer.alloc(5_000_000) });
    expect((await project(call(`${server.url}/module.zip`))).problems[0]).toContain('more than 4000000 bytes');
  });

  it('is nothing for modules that are installed or vendored', async () => {
    const files = new Map([
      ['main.tf', call('acme/net/aws')],
      ['vendor/acme/net/aws/main.tf', MODULE],
    ]);
    const tree = await fetchModules(memoryTree(files), {
      paths: [''],
      transport: {
        get: () => Promise.reject(new Error('asked')),
        gitArchive: () => Promise.reject(new Error('asked')),
      },
      cache: { read: () => null, write: () => {} },
    });
    expect(tree.list('.finops')).toEqual([]);
  });
});

/** One file in a ustar archive (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html). */
function tar(path: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body, Buffer.alloc(1024)]);
}

/** Deflated files in a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const data = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(path), data);
    directory.push(entry, Buffer.from(path));
    offset += 30 + path.length + data.length;
  }
  const end = Buffer.alloc(22);
  const size = directory.reduce((total, part) => total + part.length, 0);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
