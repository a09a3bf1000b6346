import type { Diagnostic } from '#app/errors.ts';
import { isBelow } from '#app/kubernetes/file-path.ts';
import type { KubernetesProject } from '#app/kubernetes/kubernetes-projects.ts';
import { renderedTexts } from '#app/kubernetes/rendered-texts.ts';
import type { InputRequest, ManifestDocument, UnrenderedProject } from './read-inputs.ts';
import { aroundOf, renderProject } from './render-project.ts';
import { rememberedRender, settledProjects } from './settled-projects.ts';

/** Manifests of a directory, project by project, and the charts and kustomizations that could not be rendered. */
export interface FoundManifests {
  readonly manifests: readonly ManifestDocument[];
  readonly unrendered: readonly UnrenderedProject[];
  readonly diagnostics: readonly Diagnostic[];
}

const DECODER = new TextDecoder();
const STRICT = new TextDecoder('utf-8', { fatal: true });

/**
 * Finds the manifests among `files`, all below `start`. What a chart or a kustomization is made of is not counted raw;
 * its tool renders it where `request.render` allows.
 */
export function findManifests(files: readonly string[], request: InputRequest, start: string): FoundManifests {
  const wanted = new Set(files.filter((file) => isYaml(file) && request.wantsManifest?.(file) !== false));
  if (wanted.size === 0) return { manifests: [], unrendered: [], diagnostics: [] };
  const { read, problems } = openTexts(request.tree);
  const isWanted = (project: KubernetesProject): boolean =>
    [...wanted].some((file) => project.sources.some((source) => isBelow(file, source)));
  const render = request.render && rememberedRender(request.render);
  const found = settledProjects({ files, read, start, origin: request.origin ?? null }, { render, isWanted });
  const manifests: ManifestDocument[] = [];
  const unrendered: UnrenderedProject[] = [];
  const diagnostics = [...found.diagnostics];
  for (const project of found.projects) {
    if (project.kind === 'manifests') {
      // What a controller deploys counts whole: a change to its object may move all of it.
      const isWhole = project.deployedBy !== null && project.sources.some((file) => wanted.has(file));
      const counted = isWhole ? project.files : project.files.filter((file) => wanted.has(file));
      const texts = counted.map((file) => ({ file, text: read(file) ?? '' })).filter(looksLikeManifest);
      const sound = texts.filter((each) => !problems.has(each.file));
      for (const { file } of texts) diagnostics.push(...(problems.get(file) ?? []));
      for (const each of renderedTexts(sound, project.substitute)) manifests.push({ ...each, ...aroundOf(project) });
      continue;
    }
    if (!isWanted(project)) continue;
    const rendered = renderProject(project, render ? { render } : {}, { files, read });
    manifests.push(...rendered.manifests);
    unrendered.push(...rendered.unrendered);
  }
  return { manifests, unrendered, diagnostics };
}

/** The texts of files, each decoded once, and of those that are no UTF-8 what to say of them. */
function openTexts(tree: InputRequest['tree']) {
  const texts = new Map<string, string | null>();
  const problems = new Map<string, readonly Diagnostic[]>();
  function read(file: string): string | null {
    const before = texts.get(file);
    if (before !== undefined) return before;
    const content = tree.read(file);
    const decoded = content === null ? null : decodeManifest(file, content);
    if (decoded?.problem) problems.set(file, [decoded.problem]);
    texts.set(file, decoded?.text ?? null);
    return decoded?.text ?? null;
  }
  return { read, problems };
}

/** The text of a file. Kubernetes takes UTF-8 alone: what is none of it would be read as something else, and is said. */
export function decodeManifest(
  file: string,
  content: Uint8Array,
): { readonly text: string; readonly problem: Diagnostic | null } {
  try {
    return { text: STRICT.decode(content), problem: null };
  } catch {
    // The decoder says no more than that it is none.
    const problem: Diagnostic = {
      severity: 'error',
      message: 'the file is not UTF-8',
      place: { file },
      remedy: 'save it as UTF-8',
    };
    return { text: DECODER.decode(content), problem };
  }
}

function looksLikeManifest({ text }: { readonly text: string }): boolean {
  return /^\s*"?apiVersion"?\s*:/m.test(text) && /^\s*"?kind"?\s*:/m.test(text);
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file) || /(^|\/)Kustomization$|\.tpl$/.test(file);
}
