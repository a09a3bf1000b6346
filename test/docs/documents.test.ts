import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
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

  it('uses only commands and options that exist', async () => {
    const lines = fences.flatMap((each) => each.body.split('\n')).filter((line) => line.startsWith('node app/cli.ts '));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      const [command = '', ...rest] = line
        .replace(/\s+#.*$/, '')
        .split(' ')
        .slice(2);
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
