import type { Diagnostic } from '#app/errors.ts';
import { directoryOf, resolvePath } from '../file-path.ts';
import type { ManifestListing } from '../kubernetes-projects.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { at, listAt, textAt } from '../manifest-value.ts';
import type { NamespaceRule } from '../namespace-rule.ts';
import { objectsIn } from '../objects-in.ts';
import { parseDocument } from '../parse-document.ts';
import type { RenderedText } from '../rendered-texts.ts';
import { splitDocuments } from '../split-documents.ts';
import { applicationSetDeployments } from './application-set.ts';
import { applicationDeployments } from './argo-application.ts';
import type { Deployment, DeploymentContext } from './deployment.ts';
import { fluxHelmRelease, fluxKustomization, sourceRefOf } from './flux.ts';
import type { GitContents } from './git-parameters.ts';
import { sameRepository } from './same-repository.ts';

export interface Deployments {
  readonly deployments: readonly Deployment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Only files that name one of these are parsed here. */
const MENTIONED = /\bkind["']?\s*:\s*["']?(Application(Set)?|HelmRelease|Kustomization|GitRepository)\b/;
const GROUPS = /\b(argoproj\.io|toolkit\.fluxcd\.io)\//;

/** What Argo CD and Flux deploy out of this very repository, as objects among `files` say. */
export function readDeployments(files: readonly string[], listing: ManifestListing): Deployments {
  const { rendered = [] } = listing;
  const replaced = new Set(rendered.flatMap((each) => each.replaces));
  const objects = [
    ...files
      .filter((file) => !replaced.has(file))
      .flatMap((file) => deployersIn({ file, text: listing.read(file) ?? '' })),
    ...rendered.flatMap(({ texts, namespace }) => texts.flatMap((each) => deployersIn(each, namespace))),
  ];
  const git = new Map(
    objects
      .filter((each) => each.kind === 'GitRepository')
      .map((each) => [`${each.namespace}/${each.name}`, textAt(each.value, 'spec.url')]),
  );
  const directories = directoriesOf(listing.files);
  const present = new Set(listing.files);
  const diagnostics: Diagnostic[] = [];
  const shared = {
    isHere: sameRepository(objects.flatMap(addressesOf), listing.origin),
    isFile: (path: string) => present.has(path) || listing.read(path) !== null,
    diagnostics,
    directory(path: string): string | null {
      const fromRoot = resolvePath(path.replace(/^\/+/, ''), '');
      if (fromRoot !== null && directories.has(fromRoot)) return fromRoot;
      // Where only a part of a repository is at hand, its root is not where the controller thinks it is.
      const below = resolvePath(path.replace(/^\/+/, ''), listing.start);
      return below !== null && directories.has(below) ? below : null;
    },
  };
  const contents = { directories: [...directories].sort(), files: listing.files.toSorted(), read: listing.read };
  const deployments = objects.flatMap((object) => deploymentsOf({ ...shared, object }, { git, contents }));
  return { deployments, diagnostics };
}

function deploymentsOf(
  context: DeploymentContext,
  known: { readonly git: ReadonlyMap<string, string | undefined>; readonly contents: GitContents },
): readonly Deployment[] {
  const { group, kind, name, value } = context.object;
  const url = (): string | undefined => known.git.get(sourceRefOf(context));
  if (group === 'argoproj.io' && kind === 'Application')
    return applicationDeployments(at(value, 'spec'), name, context);
  if (group === 'argoproj.io' && kind === 'ApplicationSet') {
    return applicationSetDeployments(context, known.contents);
  }
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization') return fluxKustomization(context, url());
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') return fluxHelmRelease(context, url());
  return [];
}

/** True for a text that may hold an object which makes Argo CD or Flux deploy something. */
export function mentionsDeployer(text: string): boolean {
  return GROUPS.test(text) && MENTIONED.test(text);
}

/** The objects of Argo CD and Flux in a file; what is broken is reported where the manifests are read. */
function deployersIn({ file, text }: RenderedText, namespace: NamespaceRule | null = null): readonly ManifestObject[] {
  if (!mentionsDeployer(text)) return [];
  return splitDocuments(text).flatMap((document) => {
    const parsed = parseDocument(document, file);
    if ('problem' in parsed) return [];
    const source = { file, startLine: document.line, endLine: document.endLine };
    return objectsIn(parsed.value, { source, diagnostics: [], namespace }).filter((object) =>
      GROUPS.test(`${object.group}/`),
    );
  });
}

/** Addresses of repositories that an object names. */
function addressesOf({ value }: ManifestObject): readonly string[] {
  const spec = at(value, 'spec.template.spec') ?? at(value, 'spec');
  const sources = [at(spec, 'source') ?? null, ...listAt(spec, 'sources')];
  return [textAt(value, 'spec.url'), ...sources.map((each) => textAt(each, 'repoURL'))].flatMap((each) => each ?? []);
}

/** Every directory that holds a file, or a directory with one. */
function directoriesOf(files: readonly string[]): ReadonlySet<string> {
  const directories = new Set<string>(['']);
  for (const file of files) {
    for (let folder = directoryOf(file); !directories.has(folder); folder = directoryOf(folder))
      directories.add(folder);
  }
  return directories;
}
