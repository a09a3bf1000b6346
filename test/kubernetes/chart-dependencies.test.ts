import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDependencies } from '#app/kubernetes/chart-dependencies.ts';

const chart = (dependencies: readonly object[] = []): string => JSON.stringify({ name: 'x', dependencies });
const local = (name: string, path: string) => ({ name, version: '1.0.0', repository: `file://${path}` });

function found(files: Readonly<Record<string, string>>, of = 'all') {
  return localDependencies(of, (file) => (Object.hasOwn(files, file) ? (files[file] ?? null) : null));
}

/** As `helm dependency build` places them: https://helm.sh/docs/helm/helm_dependency/. */
describe('charts that a chart depends on in the same repository', () => {
  it('go to charts/, with those that they depend on', () => {
    const files = {
      'all/Chart.yaml': chart([local('web', '../web'), { name: 'redis', repository: 'https://charts.example.org' }]),
      'all/requirements.yaml': chart([local('old', '../old')]),
      'web/Chart.yaml': chart([local('lib', '../lib')]),
      'lib/Chart.yaml': chart(),
      'old/Chart.yaml': chart(),
    };
    expect(found(files).toSorted((a, b) => (a.to < b.to ? -1 : 1))).toEqual([
      { from: 'old', to: 'all/charts/old' },
      { from: 'web', to: 'all/charts/web' },
      { from: 'lib', to: 'all/charts/web/charts/lib' },
    ]);
  });

  it('are left alone where they lie there already', () => {
    const files = { 'all/Chart.yaml': chart([local('web', '../web')]), 'web/Chart.yaml': chart() };
    expect(found({ ...files, 'all/charts/web/Chart.yaml': chart() })).toEqual([]);
    expect(found({ ...files, 'all/charts/web-1.0.0.tgz': '…' })).toEqual([]);
  });

  it('are bounded where they go round in circles', () => {
    const circle = { 'all/Chart.yaml': chart([local('all', '.'), local('b', '../b')]), 'b/Chart.yaml': '' };
    expect(found({ ...circle, 'b/Chart.yaml': chart([local('all', '../all')]) }).length).toBeLessThanOrEqual(50);
  });

  it('never come from, or go, out of the repository', () => {
    const text = fc.oneof(
      fc.constantFrom('..', '../..', '/etc', '../../x', 'a/../../..', '', '.', 'web', '../web', '-x', 'a b', '.git'),
      fc.string(),
    );
    fc.assert(
      fc.property(text, text, (name, path) => {
        const dependency = local(name, path);
        const all = localDependencies('charts/all', (file) =>
          file === 'charts/all/Chart.yaml' ? chart([dependency]) : file.includes('/charts/') ? null : chart(),
        );
        for (const { from, to } of all) {
          expect(from.split('/')).not.toContain('..');
          expect(from.startsWith('/')).toBe(false);
          expect(to).toMatch(/^charts\/all(\/charts\/[a-zA-Z0-9][\w.-]*)+$/);
        }
      }),
    );
  });
});
