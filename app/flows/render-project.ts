import { createHash } from 'node:crypto';
import type { Diagnostic } from '#app/errors.ts';
import { isBelow } from '#app/kubernetes/file-path.ts';
import type { KubernetesProject, ManifestListing } from '#app/kubernetes/kubernetes-projects.ts';
import { commandText } from '#app/kubernetes/render-command.ts';
import { type RenderedText, renderedTexts } from '#app/kubernetes/rendered-texts.ts';
import type { InputRequest, ManifestDocument, UnrenderedProject } from './read-inputs.ts';

/** What a chart or kustomization renders to, or why it does not. */
export interface RenderedProject {
  readonly manifests: readonly ManifestDocument[];
  readonly unrendered: readonly UnrenderedProject[];
}

/** Renders a project with its own tool where the request allows; else it is reported with what to run. */
export function renderProject(
  project: KubernetesProject,
  request: Pick<InputRequest, 'render'>,
  listing: Pick<ManifestListing, 'files' | 'read'>,
): RenderedProject {
  const rendered = render(project, request);
  if ('diagnostic' in rendered) {
    const { name, path } = project;
    const unrendered = {
      name,
      path,
      isAlone: project.deployedBy === null,
      digest: digestOf(project, listing),
      ...rendered,
    };
    return { manifests: [], unrendered: [unrendered] };
  }
  const manifests = rendered.texts.map((each) => ({ ...each, ...aroundOf(project), isRendered: true }));
  return { manifests, unrendered: [] };
}

/** What every document of a project says about it. */
export function aroundOf(project: KubernetesProject): Omit<ManifestDocument, 'file' | 'text'> {
  const { name, path, namespace, deployedBy } = project;
  return { project: name, path, namespace, ...(deployedBy === null ? {} : { deployedBy }) };
}

function render(
  project: KubernetesProject,
  request: Pick<InputRequest, 'render'>,
): { readonly texts: readonly RenderedText[] } | { readonly diagnostic: Diagnostic } {
  const place = { file: project.file };
  const what = `the ${project.kind} ${project.name} is not estimated`;
  if (project.render === null) {
    const message = `${what}: ${project.refused ?? 'nothing renders it'}`;
    return { diagnostic: { severity: 'error', message, place, remedy: 'render it yourself and hand in the result' } };
  }
  const rendered = request.render?.(project.render, project.sources) ?? { problem: 'it must be rendered first' };
  if ('text' in rendered)
    return { texts: renderedTexts([{ file: project.file, text: rendered.text }], project.substitute) };
  const byHand = `run ${commandText(project.render)} | finops estimate -`;
  const remedy = request.render
    ? (rendered.remedy ?? byHand)
    : `${byHand}, or allow it with --render or kubernetes.render`;
  return { diagnostic: { severity: 'error', message: `${what}: ${rendered.problem}`, place, remedy } };
}

/** Two sides with equal digests render to the same. */
function digestOf(project: KubernetesProject, listing: Pick<ManifestListing, 'files' | 'read'>): string {
  const hash = createHash('sha256').update(JSON.stringify(project.render));
  const outside = project.sources.filter((source) => !listing.files.includes(source));
  const inside = listing.files.filter((file) => project.sources.some((source) => isBelow(file, source)));
  for (const file of [...new Set([...inside, ...outside])].sort()) hash.update(`${file}\0${listing.read(file)}\0`);
  return hash.digest('hex');
}
