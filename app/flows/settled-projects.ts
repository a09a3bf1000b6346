import { mentionsDeployer } from '#app/kubernetes/gitops/read-deployments.ts';
import {
  type KubernetesProject,
  type KubernetesProjects,
  kubernetesProjects,
  type ManifestListing,
  type RenderedDeployers,
} from '#app/kubernetes/kubernetes-projects.ts';
import { renderedTexts } from '#app/kubernetes/rendered-texts.ts';
import type { RenderManifests } from './read-inputs.ts';

/** Applications that deploy applications: deeper than people nest them. */
const MAX_ROUNDS = 4;

/**
 * The projects of a listing. Where tools may run, Argo CD and Flux objects that a chart or a kustomization renders (an
 * "app of apps") are followed as those that stand in files, round by round.
 */
export function settledProjects(
  listing: ManifestListing,
  by: { readonly render: RenderManifests | undefined; readonly isWanted: (project: KubernetesProject) => boolean },
): KubernetesProjects {
  const { render, isWanted } = by;
  let found = kubernetesProjects(listing);
  if (!render) return found;
  let before = '[]';
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const rendered = found.projects.filter(isWanted).flatMap((project) => deployersOf(project, render));
    const now = JSON.stringify(rendered);
    if (now === before) break;
    before = now;
    found = kubernetesProjects({ ...listing, rendered });
  }
  return found;
}

/** What a project renders to, as far as it makes controllers deploy something. */
function deployersOf(project: KubernetesProject, render: RenderManifests): readonly RenderedDeployers[] {
  if (project.render === null) return [];
  const result = render(project.render, project.sources);
  if (!('text' in result) || !mentionsDeployer(result.text)) return [];
  const texts = renderedTexts([{ file: project.file, text: result.text }], project.substitute);
  // Their sources say the same before the tool has been over them.
  const replaces = project.kind === 'kustomization' ? project.sources : [];
  return [{ texts: texts.filter((each) => mentionsDeployer(each.text)), namespace: project.namespace, replaces }];
}

/** Runs each command once, however often it is asked for. */
export function rememberedRender(render: RenderManifests): RenderManifests {
  const known = new Map<string, ReturnType<RenderManifests>>();
  return (command, sources) => {
    const key = JSON.stringify([command, sources]);
    const result = known.get(key) ?? render(command, sources);
    known.set(key, result);
    return result;
  };
}
