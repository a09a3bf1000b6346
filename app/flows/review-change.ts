import type { FinopsConfig } from '#app/config/finops-config.ts';
import { FinopsError, InputError, placeText } from '#app/errors.ts';
import { guardedUsage, NO_USAGE, type UsageFile } from '#app/estimate/usage.ts';
import { matchesGlob } from '#app/policy/glob.ts';
import type { Tree } from '#app/source/tree.ts';
import { affectedProjects } from '#app/terraform/affected-projects.ts';
import { configuredProjects } from './configured-projects.ts';
import { configuredUsage } from './configured-usage.ts';
import type { EstimateInputsDeps } from './estimate-inputs.ts';
import { excludedBy } from './excluded-paths.ts';
import { type ProjectSpec, rootsBelow } from './find-inputs.ts';
import { type GateDeps, gateChange } from './gate-change.ts';
import type { GateReport } from './gate-report.ts';
import type { PolicySurroundings } from './policy-input.ts';
import { type InputRequest, type Inputs, NO_INPUTS, type RenderManifests, readInputs } from './read-inputs.ts';

/** The conclusion of a check run. */
export type ReviewConclusion = 'success' | 'neutral' | 'action_required' | 'failure';

/** What a review comes to. Without a report nothing concerned the gate, or it could not be judged (`failure`). */
export interface Review {
  readonly conclusion: ReviewConclusion;
  readonly report: GateReport | null;
  /** Why there is no verdict, one line; null when there is one or none is needed. */
  readonly failure: string | null;
}

export interface ReviewRequest {
  readonly prior: Tree;
  readonly planned: Tree;
  /** Whose configuration counts: what it states of usage is the least that counts. */
  readonly base: Tree;
  /** `owner/name` of the repository; left out: not known. */
  readonly origin?: string;
  /** Directory or file that is judged; an empty text is everything. */
  readonly path: string;
  /** Paths that differ between the two; null when there are too many to list, and then everything counts. */
  readonly changed: readonly string[] | null;
  /** The base's configuration; the head's does not count. */
  readonly config: FinopsConfig;
  readonly around: PolicySurroundings;
}

export interface ReviewDeps {
  /** Prices under a usage file. */
  readonly estimating: (usage: UsageFile) => EstimateInputsDeps;
  readonly readUsage: (text: string, file: string) => UsageFile;
  readonly evaluate: GateDeps['evaluate'];
  /** Renders what lies in a tree, where the base's configuration allows it; left out: nothing is rendered. */
  readonly openRenderer?: (tree: Tree) => RenderManifests;
}

/**
 * Reviews a change whose two sides lie in trees. Whatever goes wrong while reading or judging is a `failure`, never an
 * exception and never a success. A tree that loads lazily may be asked again after it has loaded what was missed.
 */
export async function reviewChange(request: ReviewRequest, deps: ReviewDeps): Promise<Review> {
  try {
    const prior = readSide(request.prior, request, deps);
    const planned = readSide(request.planned, request, deps);
    if (isEmpty(prior) && isEmpty(planned) && !changesPlans(request)) {
      return { conclusion: 'neutral', report: null, failure: null };
    }
    const usage = gateUsage(request, deps);
    const sides = { prior, planned, around: request.around };
    const report = await gateChange(sides, { estimating: deps.estimating(usage), evaluate: deps.evaluate });
    return { conclusion: conclusionOf(report), report, failure: null };
  } catch (error) {
    if (!(error instanceof FinopsError)) throw error;
    const place = placeText(error.place);
    const failure = `${place ? `${place}: ` : ''}${error.message}${error.remedy ? `; ${error.remedy}` : ''}`;
    return { conclusion: 'failure', report: null, failure };
  }
}

/** The conclusion for a verdict, as the table of the verdict says. */
export function conclusionOf(report: Pick<GateReport, 'decision' | 'results'>): ReviewConclusion {
  if (report.decision === 'allow') return 'success';
  if (report.decision === 'warn') return 'neutral';
  const isHard = report.results.some((each) => each.outcome === 'deny' && each.level === 'hard');
  return report.decision === 'deny' && !isHard ? 'action_required' : 'failure';
}

const NOTHING: readonly string[] = ['nothing to estimate was found here', 'there is no such file or directory'];

function readSide(tree: Tree, request: ReviewRequest, { openRenderer }: ReviewDeps): Inputs {
  const { changed, config, path } = request;
  const projects = projectsOf(tree, config).filter((each) => isBelow(each.path, path));
  const touched = changed === null ? projects : touchedProjects(tree, projects, changed);
  const folders = new Set((changed ?? []).filter(isManifestPath).map(folderOf));
  const input: InputRequest = {
    tree,
    paths: [path],
    documents: [],
    projects: touched,
    varFiles: [],
    vars: [],
    environment: {},
    workspace: null,
    nameFrom: '',
    ...(request.origin === undefined ? {} : { origin: request.origin }),
    ...(config.kubernetes.render === true && openRenderer ? { render: openRenderer(tree) } : {}),
    wantsManifest: (path) => changed === null || folders.has(folderOf(path)),
  };
  try {
    return readInputs(input);
  } catch (error) {
    // A side may well not have the path: then there is nothing on it.
    const isNothing = error instanceof InputError && NOTHING.includes(error.message);
    if (isNothing) return NO_INPUTS;
    throw error;
  }
}

/** A Terragrunt unit can reach any configuration above it: it counts when anything of Terraform or Terragrunt changes. */
function touchedProjects(
  tree: Tree,
  projects: readonly ProjectSpec[],
  files: readonly string[],
): readonly ProjectSpec[] {
  const isCode = files.some((file) => /\.(hcl|tf|tofu|tfvars)(\.json)?$/.test(file));
  const units = projects.filter((each) => each.kind === 'terragrunt' && isCode);
  const modules = projects.filter((each) => each.kind !== 'terragrunt');
  return [...affectedProjects(tree, { projects: modules, files }), ...units];
}

function projectsOf(tree: Tree, config: FinopsConfig): readonly ProjectSpec[] {
  if (config.projects)
    return configuredProjects(config.projects, tree).filter((each) => tree.list(each.path).length > 0);
  const isExcluded = excludedBy(config.exclude ?? []);
  return rootsBelow('', { tree, varFiles: [], nameFrom: '' }).filter(({ path }) => !isExcluded(path));
}

/** The head's usage, but nothing below the base's. */
function gateUsage({ base, planned, config }: ReviewRequest, deps: ReviewDeps): UsageFile {
  const read = (tree: Tree): UsageFile =>
    configuredUsage(config, (path) => {
      const content = tree.read(path);
      return content ? deps.readUsage(new TextDecoder().decode(content), path) : NO_USAGE;
    });
  return guardedUsage(read(base), read(planned));
}

/** Without anything to estimate, a remediation plan still concerns the pack that asks for its approval. */
function changesPlans({ changed, config }: ReviewRequest): boolean {
  const block = config.policies.packs['remediation'];
  const patterns = block?.['planFiles'] ?? ['.finops/plans/*'];
  if (!block || !Array.isArray(patterns)) return false;
  return changed === null || changed.some((file) => patterns.some((each) => matchesGlob(file, String(each))));
}

function isEmpty(inputs: Inputs): boolean {
  return inputs.projects.length + inputs.manifests.length + inputs.unrendered.length === 0;
}

function isBelow(path: string, root: string): boolean {
  return root === '' || path === root || path.startsWith(`${root}/`);
}

function isManifestPath(path: string): boolean {
  return /\.(ya?ml|tpl)$/.test(path);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
