import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { repositoryRoot } from '#test/support/shared.ts';

const SCRIPT = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ resolve(specifier, context, next) { loaded.push(specifier); return next(specifier, context); } });
const { SOURCES } = await import('#app/ingest/registry.ts');
const ports = { env: {}, now: new Date(), root: '/', fetch };
SOURCES.get('azure-export').open({ id: 'a', kind: 'azure-export', container: 'https://a.blob.core.windows.net/b' }, ports);
SOURCES.get('azure-cost-management').open({ id: 'a', kind: 'azure-cost-management', scopes: ['/subscriptions/1'] }, ports);
SOURCES.get('google-bigquery').open({ id: 'a', kind: 'google-bigquery', table: 'project.dataset.table' }, ports);
console.log(JSON.stringify(loaded.filter((each) => /^@(azure|google-cloud)/.test(each))), loaded.length);
`;

it('sources of Azure and Google load their SDKs with the first request, not when they are opened', () => {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], { cwd: repositoryRoot });
  const [sdks, count] = output.toString().trim().split(' ');
  expect(sdks).toBe('[]');
  // It did look.
  expect(Number(count)).toBeGreaterThan(20);
});
