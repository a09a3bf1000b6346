import { at, entriesAt, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { applicationDeployments } from './argo-application.ts';
import { type Deployment, type DeploymentContext, leaveOut } from './deployment.ts';
import { globMatches } from './glob.ts';

/** More applications than a set is expanded to. */
const MAX_APPLICATIONS = 200;

/**
 * What the Applications of an ApplicationSet deploy out of this repository: those of its list generators and of git
 * generators over directories of this repository; whatever else generates them is said and left out.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/ (read 2026-11-25).
 */
export function applicationSetDeployments(
  context: DeploymentContext,
  directories: readonly string[],
): readonly Deployment[] {
  const { value } = context.object;
  const template = at(value, 'spec.template') ?? null;
  const parameters = listAt(value, 'spec.generators').flatMap((generator) =>
    parametersOf(generator, directories, context),
  );
  if (parameters.length > MAX_APPLICATIONS)
    leaveOut(`only its first ${MAX_APPLICATIONS} applications are followed`, context);
  return parameters.slice(0, MAX_APPLICATIONS).flatMap((each) => {
    const filled = filledIn(template, each);
    return applicationDeployments(at(filled, 'spec'), textAt(filled, 'metadata.name') ?? context.object.name, context);
  });
}

function parametersOf(
  generator: ManifestValue,
  directories: readonly string[],
  context: DeploymentContext,
): readonly ManifestMap[] {
  const elements = at(generator, 'list.elements');
  if (Array.isArray(elements)) return elements.filter(isMap);
  const patterns = listAt(generator, 'git.directories');
  if (patterns.length > 0 && context.isHere(textAt(generator, 'git.repoURL'))) {
    return matching(patterns, directories).map(pathParameters);
  }
  const kind = isMap(generator)
    ? Object.keys(generator).find((name) => name !== 'selector' && name !== 'values')
    : undefined;
  leaveOut(`its generator ${kind ?? ''} is not followed`, context);
  return [];
}

/** Directories that a pattern includes and none excludes; `*` stays within a name. */
function matching(patterns: readonly ManifestValue[], directories: readonly string[]): readonly string[] {
  const matches = (pattern: ManifestValue, directory: string): boolean =>
    globMatches((textAt(pattern, 'path') ?? '').replace(/^\.?\/+|\/+$/g, ''), directory);
  const excludes = patterns.filter((each) => at(each, 'exclude') === true);
  const includes = patterns.filter((each) => at(each, 'exclude') !== true);
  return directories.filter(
    (directory) =>
      includes.some((pattern) => matches(pattern, directory)) &&
      !excludes.some((pattern) => matches(pattern, directory)),
  );
}

function pathParameters(directory: string): ManifestMap {
  const basename = directory.split('/').at(-1) ?? '';
  const basenameNormalized = basename.replace(/[^a-zA-Z0-9-]/g, '-');
  const segments = directory.split('/');
  const path = { path: directory, basename, basenameNormalized, segments };
  const flat = { 'path.basename': basename, 'path.basenameNormalized': basenameNormalized };
  const indexed = segments.map((segment, at_) => [`path[${at_}]`, segment] as const);
  // `{{path}}` is the directory itself; `{{.path.path}}` is that of Go templates.
  return { path, ...flat, ...Object.fromEntries(indexed) };
}

/** The template with `{{name}}` and `{{ .name.part }}` replaced; functions and pipelines stay as they are. */
function filledIn(template: ManifestValue, parameters: ManifestMap): ManifestValue {
  if (typeof template === 'string') {
    return template.replace(/\{\{-?\s*(\.?)([\w.[\]-]{1,100})\s*-?\}\}/g, (whole, dot: string, name: string) => {
      const found = dot === '' && Object.hasOwn(parameters, name) ? parameters[name] : at(parameters, name);
      const plain = isMap(found) ? found['path'] : found;
      return plain === undefined || plain === null || typeof plain === 'object' ? whole : String(plain);
    });
  }
  if (Array.isArray(template)) return template.map((each: ManifestValue) => filledIn(each, parameters));
  if (!isMap(template)) return template;
  return Object.fromEntries(
    entriesAt({ template }, 'template').map(([name, each]) => [name, filledIn(each, parameters)]),
  );
}
