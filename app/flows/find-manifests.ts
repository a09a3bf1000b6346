import { createHash } from 'node:crypto';
import type { Diagnostic } from '#app/errors.ts';
import { type KubernetesProject, kubernetesProjects } from '#app/kubernetes/kubernetes-projects.ts';
import { commandText } from '#app/kubernetes/render-command.ts';
import { normalPath } from '#app/source/tree.ts';
import type { InputRequest, ManifestDocument, UnrenderedProject } from './read-inputs.ts';

/** Manifests of a directory, project by project, and the charts and kustomizations that could not be rendered. */
export interface FoundManifests {
  readonly manifests: readonly ManifestDocument[];
  readonly unrendered: readonly UnrenderedProject[];
  readonly diagnostics: readonly Diagnostic[];
}

const DECODER = new TextDecoder();
/** What a project of the repository's root is called. */
const PLAIN = 'kubernetes';

/**
 * Finds the manifests among `files` (relative to the tree, all below `start`). A chart or a kustomization is one
 * project, whose own files are not counted again; its tool renders it where `request.render` allows.
 */
export function findManifests(files: readonly string[], request: InputRequest, start: string): FoundManifests {
  const inTree = (file: string): string => (start === '' ? file : `${start}/${file}`);
  const local = files.map((file) => (start === '' ? file : file.slice(start.length + 1)));
  const read = (file: string): string => DECODER.decode(request.tree.read(inTree(file)) ?? new Uint8Array());
  const wanted = local.filter((file) => isYaml(file) && request.wantsManifest?.(inTree(file)) !== false);
  if (wanted.length === 0) return { manifests: [], unrendered: [], diagnostics: [] };
  const found = kubernetesProjects({ files: local, read });
  const manifests: ManifestDocument[] = [];
  const unrendered: UnrenderedProject[] = [];
  for (const project of found.projects) {
    if (project.kind === 'manifests') {
      const plain = project.files.filter((file) => wanted.includes(file)).map((file) => ({ file, text: read(file) }));
      manifests.push(
        ...plain.filter(looksLikeManifest).map((each) => ({ ...each, file: inTree(each.file), project: PLAIN })),
      );
    } else if (wanted.some((file) => isIn(file, project.path))) {
      const rendered = renderProject(project, { request, start });
      if ('text' in rendered)
        manifests.push({ file: inTree(project.path), text: rendered.text, project: project.name });
      else
        unrendered.push({
          name: project.name,
          digest: digestOf(
            local.filter((file) => isIn(file, project.path)),
            read,
          ),
          ...rendered,
        });
    }
  }
  return { manifests, unrendered, diagnostics: found.diagnostics };
}

function renderProject(
  project: KubernetesProject,
  at: { readonly request: InputRequest; readonly start: string },
): { readonly text: string } | Pick<UnrenderedProject, 'diagnostic'> {
  const place = { file: normalPath(`${at.start}/${project.path}`) || '.' };
  const what = `the ${project.kind} ${project.name} is not estimated`;
  if (project.render === null) {
    const message = `${what}: ${project.refused ?? 'nothing renders it'}`;
    return { diagnostic: { severity: 'error', message, place, remedy: 'render it yourself and hand in the result' } };
  }
  const command = commandText(project.render);
  const rendered = at.request.render?.(project.render, at.start) ?? { problem: 'it must be rendered first' };
  if ('text' in rendered) return rendered;
  const remedy = `run ${command} | finops estimate -, or allow it with --render`;
  return { diagnostic: { severity: 'error', message: `${what}: ${rendered.problem}`, place, remedy } };
}

function looksLikeManifest({ text }: { readonly text: string }): boolean {
  return /^\s*"?apiVersion"?\s*:/m.test(text) && /^\s*"?kind"?\s*:/m.test(text);
}

/** Two sides with equal digests render to the same. */
function digestOf(files: readonly string[], read: (file: string) => string): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${read(file)}\0`);
  return hash.digest('hex');
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

function isIn(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}
