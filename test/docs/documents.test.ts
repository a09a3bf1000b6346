import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '#test/support/shared.ts';
import { runFinops } from '#test/support/world.ts';

const DOCUMENTS = [
  ...readdirSync(repositoryRoot).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(repositoryRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const text = (file: string): string => readFileSync(join(repositoryRoot, file), 'utf8');
const fences = [...text('README.md').matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language, body = '']) => ({
  language,
  body,
}));

describe('the README', () => {
  it('begins with two commands: one runs the main job, the other all tests', () => {
    expect(fences.slice(0, 2).map((each) => each.body.trim())).toEqual([
      'npm ci && npm run demo',
      'npm ci && npm run check && npm test',
    ]);
  });

  it('names the very test command that continuous integration runs', () => {
    expect(text('.ci/run')).toContain(`\n${fences[1]?.body.trim()}\n`);
  });

  it('shows estimate, verdict and comment of the bundled pull request with its first command', () => {
    const shown = execFileSync(process.execPath, ['scripts/demo.ts'], { cwd: repositoryRoot }).toString();
    expect(shown).toContain('Monthly cost');
    expect(shown).toContain('Decision      deny');
    expect(shown).toContain('### Cloud cost: +$');
    expect(shown).toContain('<code>shop&#47;Deployment&#47;checkout</code>');
  });

  const lines = fences.flatMap((each) => each.body.split('\n'));
  const runnable = lines.filter((line) => line.startsWith('node app/cli.ts '));

  it.each(runnable)('runs as written: %s', async (line) => {
    const [command = '', comment = ''] = line.split('#');
    const argv = command.trim().split(/\s+/).slice(2);
    const ran = await runFinops(argv);
    const [, said = '0'] = /exit (\d)/.exec(comment) ?? [];
    expect(ran).toMatchObject({ status: Number(said), err: '' });
    expect(ran.out).not.toBe('');
  });

  it('uses only commands and options that exist', async () => {
    const named = lines.flatMap((line) => /^(?:[^#]*\| )?finops (\S+ .*)/.exec(line)?.[1] ?? []);
    expect(runnable.length).toBeGreaterThan(3);
    expect(named.length).toBeGreaterThan(3);
    for (const words of named) {
      const [command = '', ...rest] = words.replace(/\s+#.*$/, '').split(' ');
      const help = await runFinops([command, '--help']);
      expect(help.status).toBe(0);
      for (const option of rest.filter((word) => word.startsWith('--'))) expect(help.out).toContain(option);
    }
  });

  it('shows a configuration that is accepted', async () => {
    const { readConfig } = await import('#app/config/read-config.ts');
    const block = fences.find((each) => each.body.startsWith('version: 1'));
    expect(readConfig(block?.body ?? '', 'README.md').policies.packs['budgets']).toMatchObject({ maxIncrease: 250 });
  });
});

describe('ARCHITECTURE.md', () => {
  it('says of every dependency what it is for', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const section = text('ARCHITECTURE.md').split('## What we depend on')[1]?.split('\n## ')[0] ?? '';
    const silent = Object.keys(dependencies).filter((name) => !section.includes(`\`${name}\``));
    expect(silent).toEqual([]);
  });

  it('numbers its decisions without gaps, each with a date and its cost', () => {
    const decisions =
      text('ARCHITECTURE.md')
        .split('## Decisions')[1]
        ?.split(/^(?=\d+\. \*\*)/m)
        .slice(1) ?? [];
    expect(decisions.length).toBeGreaterThan(10);
    for (const [at, decision] of decisions.entries()) {
      expect(decision).toMatch(new RegExp(`^${at + 1}\\. \\*\\*[^*]+\\*\\* \\(\\d{4}-\\d\\d-\\d\\d\\)`));
      expect(decision, `decision ${at + 1} names its cost`).toContain('Cost:');
    }
  });
});

describe.each(DOCUMENTS)('%s', (file) => {
  it('links only to files that are there', () => {
    const links = [...text(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, path = '']) => path,
    );
    const missing = links.filter((path) => !existsSync(join(repositoryRoot, dirname(file), path)));
    expect(missing).toEqual([]);
  });

  it('names only files that are there', () => {
    const named = [
      ...text(file).matchAll(
        /`((?:app|action|reports|scripts|policies|test|docs|bench|examples|dist|\.ci)\/[\w./-]*\w)`/g,
      ),
    ];
    const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(repositoryRoot, path)));
    expect(missing).toEqual([]);
  });
});

describe('docs/github-app.md', () => {
  const manifest = parse(text('app.yml')) as {
    readonly default_permissions: Readonly<Record<string, string>>;
    readonly default_events: readonly string[];
  };

  it('lists the permissions and events of the manifest, each with its reason', () => {
    const rows = [...text('docs/github-app.md').matchAll(/^\| (\w+) \| (read|write) \| (.{20,}) \|$/gm)];
    expect(Object.fromEntries(rows.map(([, name, access]) => [name, access]))).toEqual(manifest.default_permissions);
    for (const event of manifest.default_events) expect(text('docs/github-app.md')).toContain(`\`${event}\``);
  });

  it('names every variable that the server reads', () => {
    const names = [...text('app/server/server-settings.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !text('docs/github-app.md').includes(`\`${name}\``))).toEqual([]);
  });
});
