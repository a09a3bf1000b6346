import { type Manifests, readManifests } from '#app/kubernetes/read-manifests.ts';

/** The manifests in one text, as of the file `app.yaml`. */
export function manifests(text: string): Manifests {
  return readManifests([{ file: 'app.yaml', text }]);
}

/** A container with these requests, as YAML flow: `{cpu: 100m}`. */
export function container(requests: Readonly<Record<string, string>>, name = 'app'): object {
  return { name, resources: { requests } };
}

/** A Deployment with overrides of its spec. */
export function deployment(overrides: {
  readonly name?: string;
  readonly namespace?: string;
  readonly spec?: object;
  readonly pod?: object;
}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: overrides.name ?? 'web', ...(overrides.namespace ? { namespace: overrides.namespace } : {}) },
    spec: {
      ...overrides.spec,
      template: { spec: { containers: [container({ cpu: '500m', memory: '1Gi' })], ...overrides.pod } },
    },
  };
}

/** Objects as the documents of one file. */
export function documents(...objects: readonly object[]): Manifests {
  return manifests(objects.map((each) => JSON.stringify(each)).join('\n---\n'));
}
