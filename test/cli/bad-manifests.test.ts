import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

function deployment(name: string, fields = 'cpu: "1", memory: 1Gi', more = 'replicas: 1'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  ${more}
  template: {spec: {containers: [{name: app, resources: {requests: {${fields}}}}]}}
`;
}

const cronJob = (schedule: string) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: c}
spec:
  schedule: "${schedule}"
  jobTemplate: {spec: {template: {spec: {containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi}}}]}}}}
`;

const laughs = ['a: &a [x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map(bomb)].join('\n');

function bomb(name: string, index: number): string {
  const before = `*${'abcdefgh'[index]}`;
  return `${name}: &${name} [${Array(8).fill(before).join(', ')}]`;
}

/** What is broken, what is said of it, and how many of the good Deployment beside it are counted all the same. */
const BROKEN: readonly (readonly [string, string | Buffer, string])[] = [
  ['a YAML bomb', `${laughs}\napiVersion: v1\nkind: ConfigMap\n`, 'aliases expand to more than'],
  ['an anchor that holds itself', 'apiVersion: v1\nkind: Pod\nspec: &s {containers: [*s]}\n', 'refers to itself'],
  [
    '100 MB in one document',
    `apiVersion: v1\nkind: ConfigMap\na: "${'x'.repeat(100_000_000)}"\n`,
    'larger than 16 MiB',
  ],
  ['a tab for indentation', 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n', 'a.yaml:4:1: is no YAML'],
  [
    'what is no UTF-8',
    Buffer.from([...Buffer.from(deployment('x')), 0x23, 0xff, 0xfe]),
    'a.yaml: the file is not UTF-8',
  ],
  ['a request of 1e400', deployment('x', 'cpu: 1e400'), '"1e400" is beyond every machine'],
  ['a request of -1', deployment('x', 'cpu: -1'), '"-1" is negative'],
  ['a request of 1Ki5', deployment('x', 'memory: 1Ki5'), '"1Ki5" is no quantity'],
  ['2^31 replicas', deployment('x', 'cpu: 1', 'replicas: 2147483648'), 'spec.replicas is 2147483648'],
  ['a fraction of a replica', deployment('x', 'cpu: 1', 'replicas: 1.5'), 'spec.replicas is 1.5'],
  ['a schedule that is none', cronJob('61 * * * *'), 'the minute "61" is not in 0-59'],
  [
    'a pod without containers',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: {}}\n',
    'no list of containers',
  ],
  ['the third document', `${deployment('x')}---\n${deployment('y')}---\n{apiVersion: v1, kind: Pod\n`, 'is no YAML'],
];

describe('what no cluster would take', () => {
  it.each(BROKEN)(
    '%s is one error, estimate goes on with the others and the gate cannot judge',
    async (_, content, said) => {
      const folder = folderWith({ 'good.yaml': deployment('good') });
      writeFileSync(join(folder, 'a.yaml'), content);
      const ran = await runFinops(['estimate', folder, '--format', 'json']);
      expect(ran.status).toBe(3);
      expect(ran.err.split('\n').filter((line) => line.startsWith('finops: error:'))).toHaveLength(1);
      expect(ran.err).toContain(said);
      expect(ran.out).toContain('"default/Deployment/good"');
      const gated = await runFinops(['gate', '--planned', folder]);
      expect(gated.status).toBe(5);
    },
  );

  it.each([
    ['a request of 0.1m', deployment('x', 'cpu: 0.1m, memory: 1Gi'), 'finer than 1m of CPU and counts as 1m'],
    ['a schedule that never runs', cronJob('0 0 30 2 *'), 'never runs'],
    ['a key twice', `${deployment('x')}  replicas: 3\n`, 'the last one counts'],
    ['a name that is a number', deployment('5'), 'metadata.name is 5, not a text'],
  ])('%s is said and goes on', async (_, text, said) => {
    const ran = await runFinops(['estimate', folderWith({ 'a.yaml': text })]);
    expect(ran.status).toBe(0);
    expect(ran.err).toContain(`finops: warning: a.yaml:`);
    expect(ran.err).toContain(said);
  });

  it.each([
    ['a version that Kubernetes never had', 'apps/v9', 'apps/v9 is no API version of Deployment'],
    ['another group with the same kind', 'example.org/v1', 'example.org/v1 Deployment is not estimated'],
  ])('%s is unsupported and named, never priced', async (_, apiVersion, said) => {
    const folder = folderWith({ 'a.yaml': deployment('x').replace('apps/v1', apiVersion) });
    const ran = await runFinops(['estimate', folder, '--format', 'json']);
    const document = JSON.parse(ran.out);
    expect(document).toMatchObject({ totalMonthlyCost: null, coverage: { unsupported: 1, priced: 0 } });
    expect(ran.out).toContain(said);
    expect((await runFinops(['gate', '--planned', folder])).status).toBe(1);
  });

  it('in a directory that is a file of another kind is left alone', async () => {
    const folder = folderWith({ 'good.yaml': deployment('good'), 'values.yaml': 'a: {b: [1, 2]}\n' });
    mkdirSync(join(folder, 'empty.yaml'));
    expect((await runFinops(['estimate', folder])).status).toBe(0);
  });
});
