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
  warehouse: ['focus'],
  terraform: ['hcl', 'source'],
  catalog: ['pricing', 'type:terraform', 'type:kubernetes'],
  estimate: ['catalog', 'pricing', 'terraform', 'kubernetes'],
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
