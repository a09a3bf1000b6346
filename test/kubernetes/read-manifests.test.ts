import { describe, expect, it } from 'vitest';
import { addressOf } from '#app/kubernetes/manifest-object.ts';
import { readManifests } from '#app/kubernetes/read-manifests.ts';
import { manifests } from './support.ts';

const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

function addresses(text: string): readonly string[] {
  return manifests(text).objects.map(addressOf);
}

describe('documents', () => {
  it('are split at markers at the start of a line, not at three dashes in a text', () => {
    const text = `${config('a')}data:\n  key: "---"\n  pem: |\n    -----BEGIN-----\n    --- x\n---\n${config('b')}`;
    expect(addresses(text)).toEqual(['default/ConfigMap/a', 'default/ConfigMap/b']);
  });

  it('keep the lines that they stand on', () => {
    const found = manifests(`# a comment\n---\n\n${config('a')}---\n# only a comment\n---\n${config('b')}\n\n`).objects;
    expect(found.map((each) => [each.name, each.source.startLine, each.source.endLine])).toEqual([
      ['a', 4, 7],
      ['b', 11, 14],
    ]);
  });

  it('may be JSON, lists of both kinds, and end with three dots', () => {
    expect(
      addresses(
        '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}}]}',
      ),
    ).toEqual(['default/Secret/s']);
    const typed = 'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: {name: d, namespace: n}\n';
    expect(addresses(typed)).toEqual(['n/Deployment/d']);
    expect(addresses(`%YAML 1.2\n---\n${config('a')}...\n---\n${config('b')}...\n`)).toHaveLength(2);
    expect(addresses(`\uFEFF${config('a')}`.replaceAll('\n', '\r\n'))).toEqual(['default/ConfigMap/a']);
  });

  it('that are broken are reported with file and line, and the others go on', () => {
    const found = manifests(
      `${config('a')}---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: [x\n---\n${config('b')}`,
    );
    expect(found.objects.map((each) => each.name)).toEqual(['a', 'b']);
    expect(found.diagnostics).toMatchObject([{ severity: 'error', place: { file: 'app.yaml' } }]);
    expect(found.diagnostics[0]?.place?.line).toBeGreaterThanOrEqual(9);
    expect(found.diagnostics[0]?.place?.line).toBeLessThanOrEqual(10);
  });

  it('that are templates say how to render them', () => {
    const found = manifests('apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n');
    expect(found.diagnostics).toMatchObject([{ severity: 'error', remedy: expect.stringContaining('helm template') }]);
  });

  it('of one object twice count once, the later one, and are said', () => {
    const found = readManifests([
      { file: 'a.yaml', text: `${config('a')}data: {x: "1"}\n` },
      { file: 'b.yaml', text: `${config('a')}data: {x: "2"}\n` },
    ]);
    expect(found.objects).toMatchObject([{ source: { file: 'b.yaml' } }]);
    expect(found.diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('a.yaml:1') }]);
  });

  it('with a key twice keep the last value, as the API server does, and are said', () => {
    const found = manifests(`${config('a')}immutable: true\nimmutable: false\n`);
    expect(found.objects[0]?.value['immutable']).toBe(false);
    expect(found.diagnostics).toMatchObject([{ severity: 'warning', place: { line: 6 } }]);
  });

  it('that are no objects are counted and left alone', () => {
    expect(manifests('replicas: 3\n')).toMatchObject({ objects: [], otherDocuments: 1, diagnostics: [] });
  });
});

describe('hostile documents', () => {
  const bomb = Array.from({ length: 12 }, (_, index) =>
    index === 0
      ? 'a0: &a0 [x,x,x,x,x,x,x,x,x]'
      : `a${index}: &a${index} [${Array(9)
          .fill(`*a${index - 1}`)
          .join(',')}]`,
  ).join('\n');

  it.each([
    ['aliases that explode', `${config('a')}${bomb}\n`],
    ['an alias of itself', `${config('a')}data: &d\n  x: *d\n`],
    [
      'merge keys without end',
      `a: &a {x: 1}\n${Array.from({ length: 20_000 }, (_, at) => `b${at}: {<<: *a}`).join('\n')}`,
    ],
    ['brackets without end', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['JSON brackets without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['one document of many megabytes', `${config('a')}data:\n  x: ${'x'.repeat(17 * 1024 * 1024)}\n`],
    ['bytes that are no text', '\0\0\0'],
  ])('with %s are one clear line', (_, text) => {
    const found = manifests(text);
    expect(found.objects).toEqual([]);
    expect(found.diagnostics).toHaveLength(1);
    expect(found.diagnostics[0]).toMatchObject({ severity: 'error', place: { file: 'app.yaml' } });
    expect(found.diagnostics[0]?.message.length).toBeLessThan(200);
  });

  it.each(['constructor', '__proto__', 'toString'])('with the name %s are ordinary objects', (name) => {
    expect(
      addresses(`apiVersion: ${name}/v1\nkind: ${name}\nmetadata: {name: ${name}}\n__proto__: {kind: Pod}\n`),
    ).toEqual([`default/${name}/${name}`]);
  });

  it('with fields of the wrong type never throw', () => {
    for (const spec of [
      '5',
      '[]',
      'null',
      '{template: 3}',
      '{template: {spec: {containers: [5, null, {name: []}]}}}',
    ]) {
      for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet']) {
        const text = `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: x}\nspec: ${spec}\n`;
        expect(manifests(text).objects).toHaveLength(1);
      }
    }
  });
});
