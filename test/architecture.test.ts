import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#test/support/shared.ts';

/** What each room may import beyond `measure` and `errors.ts`; a `type:` room only for its types. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  measure: [],
  hcl: [],
  kubernetes: [],
  focus: [],
  pricing: [],
  github: [],
  notify: [],
  config: [],
  source: [],
  audit: [],
  ingest: ['focus'],
  warehouse: ['focus'],
  anomaly: ['focus', 'type:warehouse'],
  budgets: ['focus', 'type:warehouse'],
  allocation: ['focus', 'type:warehouse'],
  terraform: ['hcl', 'source'],
  catalog: ['pricing', 'type:terraform', 'type:kubernetes'],
  estimate: ['catalog', 'pricing', 'terraform', 'kubernetes'],
  remediation: ['hcl', 'terraform', 'kubernetes', 'estimate', 'pricing', 'type:warehouse'],
  policy: ['type:estimate', 'type:focus', 'type:budgets', 'type:remediation'],
  reports: ['type:*'],
  flows: ['*'],
  cli: ['*'],
  action: ['*'],
  scheduled: ['flows', 'reports', 'config', 'source', 'warehouse', 'github', 'notify'],
  server: ['flows', 'reports', 'config', 'source', 'warehouse', 'github', 'notify', 'audit'],
};

/** No door imports a door; `cli` loads two of them when they are asked for, and `server` may read the table of jobs. */
const DOORS: readonly string[] = ['cli', 'action', 'server', 'scheduled'];

/** One home for each SDK; what stands here is imported nowhere else. */
const HOMES: Readonly<Record<string, string>> = {
  '@actions/core': 'action',
  '@aws-sdk/client-cost-explorer': 'ingest',
  '@aws-sdk/client-pricing': 'pricing',
  '@aws-sdk/client-s3': 'ingest',
  '@azure/arm-costmanagement': 'ingest',
  '@azure/storage-blob': 'ingest',
  '@google-cloud/bigquery': 'ingest',
  '@octokit/rest': 'action',
  probot: 'server',
  '@aws-sdk/client-ec2': 'remediation',
  '@aws-sdk/client-rds': 'remediation',
  '@aws-sdk/client-cloudwatch': 'remediation',
  '@aws-sdk/client-cloudwatch-logs': 'remediation',
  'better-sqlite3': 'warehouse',
  pg: 'warehouse',
  'pg-copy-streams': 'warehouse',
  kysely: 'warehouse',
};

/** Doors, and the rooms whose subject is files, git, archives, the network or a database. */
const MAY_REACH_OUT: readonly string[] = ['cli', 'server', 'action', 'scheduled', 'source', 'warehouse'];
/** A billing source reads files and asks clouds; the clock and the environment are handed to it too. */
const READS_FILES: readonly string[] = ['app/ingest/files/local-store.ts'];
/**
 * Beside those: what lies next to the program itself, the directory a refresh was told to write, and the user's own helm,
 * kustomize and opa where the configuration allows them.
 */
const REACHES_OUT: readonly string[] = [
  'app/flows/find-program.ts',
  'app/flows/native-opa.ts',
  'app/flows/render-manifests.ts',
  'app/policy/assets.ts',
  'app/pricing/embedded.ts',
  'app/pricing/refresh/refresh-directory.ts',
];

/** Values that every room needs although they stand beside types. */
const VALUE_OF_TYPES_FILE: readonly string[] = ['app/terraform/resource.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly onlyTypes: boolean;
}

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  if (top !== 'app') return top;
  return second.endsWith('.ts') ? second.replace(/\.ts$/, '') : second;
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(repositoryRoot, join(entry.parentPath, entry.name)));
}

function importsOf(file: string, text: string): readonly Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?([^;]*?)\s*from\s+'([^']+)'/gms);
  return [...statements].flatMap(([, type, names = '', specifier = '']) => {
    const to = specifier.startsWith('#')
      ? specifier.slice(1)
      : specifier.startsWith('.')
        ? join(dirname(file), specifier)
        : null;
    if (to === null) return [];
    const inner = /^\{(.*)\}$/s.exec(names)?.[1];
    const everyNameIsType = inner
      ?.split(',')
      .filter((name) => name.trim() !== '')
      .every((name) => name.trim().startsWith('type '));
    return [{ from: file, to, onlyTypes: Boolean(type) || Boolean(everyNameIsType) }];
  });
}

function forbidden(each: Import): boolean {
  const from = roomOf(each.from);
  const to = roomOf(each.to);
  if (to === 'test') return true;
  if (from !== to && DOORS.includes(from) && DOORS.includes(to)) {
    return !(from === 'server' && each.to === 'scheduled/jobs.ts');
  }
  if (from === to || to === 'measure' || to === 'errors' || VALUE_OF_TYPES_FILE.includes(each.to)) {
    return to === 'terraform' && !allows(from, 'terraform', true) && from !== 'terraform';
  }
  return !allows(from, to, each.onlyTypes);
}

function allows(from: string, to: string, onlyTypes: boolean): boolean {
  const rooms = MAY_IMPORT[from] ?? [];
  return (
    rooms.includes('*') ||
    rooms.includes(to) ||
    (onlyTypes && (rooms.includes(`type:${to}`) || rooms.includes('type:*')))
  );
}

const files = ['app', 'reports', 'action', 'scheduled'].flatMap((folder) => {
  try {
    return filesUnder(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
});
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(repositoryRoot, file), 'utf8')));

function packagesOf(file: string, text: string): readonly { readonly file: string; readonly name: string }[] {
  const specifiers = text.matchAll(/(?:\bfrom\s+|\bimport\()'([^'#.][^']*)'/g);
  return [...specifiers]
    .map(([, specifier = '']) => ({ file, name: /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier }))
    .filter((each) => !each.name.startsWith('node:'));
}

function isAwayFromHome({ file, name }: { readonly file: string; readonly name: string }): boolean {
  const home = HOMES[name];
  return home !== undefined && home !== roomOf(file);
}

function reachesOut(file: string, text: string): boolean {
  if (MAY_REACH_OUT.includes(roomOf(file)) || REACHES_OUT.includes(file) || READS_FILES.includes(file)) return false;
  return /from 'node:(fs|fs\/promises|child_process|net|http|https|dns)'|process\.env|Date\.now\(\)|new Date\(\)/.test(
    text,
  );
}

describe('the import table', () => {
  it('walks the whole house', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('knows every room', () => {
    const rooms = new Set(files.map(roomOf).filter((room) => room !== 'errors'));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it('is kept by every import', () => {
    expect(imports.filter(forbidden).map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('gives each SDK one home', () => {
    const packages = files.flatMap((file) => packagesOf(file, readFileSync(join(repositoryRoot, file), 'utf8')));
    expect(new Set(packages.map((each) => each.name)).size).toBeGreaterThan(8);
    expect(packages.filter(isAwayFromHome)).toEqual([]);
    const planted = packagesOf('app/flows/planted.ts', "import { Probot } from 'probot';\nawait import('pg');\n");
    expect(planted.filter(isAwayFromHome)).toHaveLength(2);
  });

  it('leaves files, processes, the network, the clock and the environment to doors', () => {
    const reaching = files.filter((file) => reachesOut(file, readFileSync(join(repositoryRoot, file), 'utf8')));
    expect(reaching).toEqual([]);
    expect(reachesOut('app/estimate/planted.ts', "import { readFileSync } from 'node:fs';")).toBe(true);
    expect(reachesOut('app/estimate/planted.ts', 'const now = new Date();')).toBe(true);
    expect(reachesOut('app/estimate/planted.ts', "process.env['HOME']")).toBe(true);
  });

  it('lets only the command line load other doors, and only when it needs them', () => {
    const loads = files.flatMap((file) => {
      const text = readFileSync(join(repositoryRoot, file), 'utf8');
      return [...text.matchAll(/\bimport\('#([^']+)'\)/g)].map(([, to = '']) => ({ from: file, to, onlyTypes: false }));
    });
    const allowed = (each: Import): boolean =>
      roomOf(each.from) === 'cli' && /^(app\/server|scheduled)\//.test(each.to);
    expect(loads.filter((each) => !allowed(each) && forbidden(each))).toEqual([]);
  });

  it('catches a planted forbidden import', () => {
    const planted = importsOf('app/pricing/planted.ts', "import { x } from '#app/estimate/estimate.ts';\n");
    expect(planted.filter(forbidden)).toHaveLength(1);
    const value = importsOf(
      'reports/planted.ts',
      "import { estimateProject } from '#app/estimate/estimate-project.ts';\n",
    );
    expect(value.filter(forbidden)).toHaveLength(1);
    const door = importsOf('app/cli/planted.ts', "import { JOBS } from '#scheduled/jobs.ts';\n");
    expect(door.filter(forbidden)).toHaveLength(1);
  });
});
