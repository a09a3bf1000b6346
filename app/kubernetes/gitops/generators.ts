import { at, entriesAt, isMap, listAt, type ManifestMap, type ManifestValue, textAt } from '../manifest-value.ts';
import { type DeploymentContext, leaveOut } from './deployment.ts';
import { filledIn, parameterAt } from './fill-template.ts';
import { type GitContents, gitParameters } from './git-parameters.ts';

/** What reading generators needs. */
export interface GeneratorDeps {
  readonly contents: GitContents;
  readonly context: DeploymentContext;
  /** More sets of parameters than are made of one generator. */
  readonly most: number;
}

/** A generator within a generator within one: Argo CD takes no more. */
const DEEPEST = 3;

/**
 * The sets of parameters that a generator of an ApplicationSet gives: lists, git generators of this repository, and
 * `matrix` and `merge` of these. What else generates is said, and gives none.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/ (read 2026-11-26).
 */
export function generatedParameters(generator: ManifestValue, deps: GeneratorDeps): readonly ManifestMap[] {
  return parametersAt(generator, { ...deps, depth: 1 });
}

type Nested = GeneratorDeps & { readonly depth: number };

function parametersAt(generator: ManifestValue, by: Nested): readonly ManifestMap[] {
  const { context, contents, depth, most } = by;
  if (at(generator, 'template') !== undefined) leaveOut('the template of a generator is not applied', context);
  const found = depth > DEEPEST ? null : ofKind(generator, by);
  if (found !== null) return selected(found, generator, context).slice(0, most + 1);
  const git = at(generator, 'git');
  if (git !== undefined && depth <= DEEPEST && context.isHere(textAt(git, 'repoURL'))) {
    const unread = (file: string): void => leaveOut(`its generator reads ${file}, which holds no object`, context);
    const parameters = gitParameters(git, { contents, unread });
    if (parameters !== null) return selected(parameters, generator, context).slice(0, most + 1);
  }
  const kind = isMap(generator)
    ? Object.keys(generator).find((name) => name !== 'selector' && name !== 'values' && name !== 'template')
    : undefined;
  leaveOut(`its generator ${kind ?? ''} is not followed`, context);
  return [];
}

function ofKind(generator: ManifestValue, by: Nested): readonly ManifestMap[] | null {
  const elements = at(generator, 'list.elements');
  if (Array.isArray(elements)) return elements.filter(isMap);
  if (isMap(at(generator, 'matrix'))) return matrix(listAt(generator, 'matrix.generators'), by);
  if (isMap(at(generator, 'merge'))) return merge(generator, by);
  return null;
}

/** Each set of the first with each of the second, which may be written with the parameters of the first. */
function matrix([first = null, second = null]: readonly ManifestValue[], by: Nested): readonly ManifestMap[] {
  const inner = { ...by, depth: by.depth + 1 };
  const pairs: ManifestMap[] = [];
  for (const outer of parametersAt(first, inner)) {
    if (pairs.length > by.most) break;
    for (const each of parametersAt(filledIn(second, outer), inner)) pairs.push({ ...outer, ...each });
  }
  return pairs;
}

/** The sets of the first generator, each overridden by those of the others that agree with it in all merge keys. */
function merge(generator: ManifestValue, by: Nested): readonly ManifestMap[] {
  const inner = { ...by, depth: by.depth + 1 };
  const keys = listAt(generator, 'merge.mergeKeys').map(String);
  const [base = [], ...others] = listAt(generator, 'merge.generators').map((each) => parametersAt(each, inner));
  const keyOf = (parameters: ManifestMap): string =>
    JSON.stringify(keys.map((key) => parameterAt(parameters, key) ?? null));
  return others.reduce((sets, overriding) => {
    const byKey = new Map(overriding.map((each) => [keyOf(each), each]));
    return sets.map((each) => ({ ...each, ...byKey.get(keyOf(each)) }));
  }, base);
}

/** Those that carry all of `selector.matchLabels`. */
function selected(
  parameters: readonly ManifestMap[],
  generator: ManifestValue,
  context: DeploymentContext,
): readonly ManifestMap[] {
  if (listAt(generator, 'selector.matchExpressions').length > 0) {
    leaveOut('the matchExpressions of a generator are not applied', context);
  }
  const labels = entriesAt(generator, 'selector.matchLabels');
  return parameters.filter((each) =>
    labels.every(([name, value]) => String(parameterAt(each, name) ?? '') === String(value)),
  );
}
