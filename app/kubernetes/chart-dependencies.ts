import { resolvePath } from './file-path.ts';
import { listAt, textAt } from './manifest-value.ts';
import { parseDocument } from './parse-document.ts';
import { splitDocuments } from './split-documents.ts';

/** A directory of the repository that must also stand elsewhere while something is rendered. */
export interface CopiedDirectory {
  readonly from: string;
  readonly to: string;
}

/** More dependencies than a chart, and charts within charts than one of them, has. */
const MOST = 50;
const DEEPEST = 5;

/**
 * The charts of the repository that a chart names as dependencies by `file://`, each with where `helm dependency build`
 * would put it; what lies in `charts/` already is left out, and so is a path out of the repository. `read` gives the
 * text of a file, null where there is none. https://helm.sh/docs/helm/helm_dependency/ (read 2026-11-26).
 */
export function localDependencies(chart: string, read: (file: string) => string | null): readonly CopiedDirectory[] {
  const found = new Map<string, CopiedDirectory>();
  const pending = [{ from: chart, to: chart, depth: 0 }];
  for (let next = pending.pop(); next && found.size < MOST; next = pending.pop()) {
    for (const { name, version, directory } of dependenciesOf(next.from, read)) {
      const to = inside(next.to, `charts/${name}`);
      const vendored = [`charts/${name}/Chart.yaml`, `charts/${name}-${version}.tgz`];
      if (found.has(to) || vendored.some((each) => read(inside(next.from, each)) !== null)) continue;
      found.set(to, { from: directory, to });
      if (next.depth < DEEPEST) pending.push({ from: directory, to, depth: next.depth + 1 });
    }
  }
  return [...found.values()];
}

function dependenciesOf(chart: string, read: (file: string) => string | null) {
  // Charts of version 1 list them in a file of their own.
  return ['Chart.yaml', 'requirements.yaml'].flatMap((file) => {
    const [document] = splitDocuments(read(inside(chart, file)) ?? '');
    const parsed = document && parseDocument(document, file);
    const value = parsed && 'value' in parsed ? parsed.value : null;
    return listAt(value, 'dependencies').flatMap((each) => {
      const [name = '', version = ''] = [textAt(each, 'name'), textAt(each, 'version')];
      const [, path] = /^file:\/\/(.+)$/.exec(textAt(each, 'repository') ?? '') ?? [];
      // An absolute path is one of the author's machine.
      const directory = path === undefined || path.startsWith('/') ? null : resolvePath(path, chart);
      const isNamed = /^[a-zA-Z0-9][\w.-]*$/.test(name);
      return directory !== null && isNamed && read(inside(directory, 'Chart.yaml')) !== null
        ? [{ name, version, directory }]
        : [];
    });
  });
}

function inside(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}
