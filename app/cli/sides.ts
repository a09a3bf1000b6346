import { relative, sep } from 'node:path';
import { ConfigError, InputError } from '#app/errors.ts';
import { configuredProjects } from '#app/flows/configured-projects.ts';
import type { ProjectSpec } from '#app/flows/find-inputs.ts';
import {
  type InputRequest,
  type Inputs,
  type ManifestDocument,
  NO_INPUTS,
  readInputs,
} from '#app/flows/read-inputs.ts';
import { openRenderer } from '#app/flows/render-manifests.ts';
import { gitTree, mergeBase, originUrl, repositoryOf } from '#app/source/git-tree.ts';
import { subTree, type Tree } from '#app/source/tree.ts';
import { type Invocation, textOption, textOptions, type World } from './command.ts';
import { maxInputBytes } from './input-options.ts';
import { withModules } from './module-fetching.ts';
import { absolutePath, openRepository, pathInTree, type Repository } from './repository.ts';

/** Both sides of a change with the repository that holds the planned one. */
export interface Change {
  readonly repository: Repository;
  readonly prior: Inputs;
  readonly planned: Inputs;
}

/** The inputs of `estimate`, and how they were read. @throws InputError, ConfigError as the readers do. */
export function readEstimateInputs(
  invocation: Invocation,
  world: World,
): Promise<{ readonly repository: Repository; readonly inputs: Inputs; readonly request: InputRequest }> {
  const paths = invocation.positionals.length > 0 ? invocation.positionals : ['.'];
  return readSide(paths, { invocation, world, nameFrom: null });
}

/**
 * Prior and planned of `diff` and `gate`.
 * @throws ConfigError when the options name no change, or more than one way to find it.
 */
export async function readChange(invocation: Invocation, world: World): Promise<Change> {
  const prior = textOption(invocation, 'prior');
  const planned = textOption(invocation, 'planned');
  const gitBase = textOption(invocation, 'git-base');
  if (gitBase !== undefined) {
    if (prior !== undefined || planned !== undefined) {
      throw new ConfigError('--git-base excludes --prior and --planned', { remedy: 'give one way to find the change' });
    }
    return readGitChange(gitBase, { invocation, world });
  }
  if (planned !== undefined) {
    if (invocation.positionals.length > 0) {
      throw new ConfigError('--planned and a PATH exclude each other', { remedy: 'give one way to find the change' });
    }
    const after = await readSide([planned], { invocation, world, nameFrom: planned });
    const before = prior === undefined ? null : await readSide([prior], { invocation, world, nameFrom: prior });
    return { repository: after.repository, planned: after.inputs, prior: before?.inputs ?? NO_INPUTS };
  }
  if (prior !== undefined) throw new ConfigError('--prior needs --planned', { remedy: 'add --planned PATH' });
  const { repository, inputs } = await readEstimateInputs(invocation, world);
  if (inputs.prior === null) {
    throw new ConfigError('there is nothing to compare with', {
      remedy: 'give a plan JSON, --prior PATH --planned PATH, --planned PATH or --git-base REF',
    });
  }
  return { repository, planned: inputs, prior: { ...NO_INPUTS, projects: inputs.prior } };
}

interface SideRequest {
  readonly invocation: Invocation;
  readonly world: World;
  /** Path that project names are relative to; null: the repository's root. */
  readonly nameFrom: string | null;
}

async function readSide(paths: readonly string[], { invocation, world, nameFrom }: SideRequest) {
  const documents: ManifestDocument[] = paths.includes('-')
    ? [{ file: '(standard input)', text: world.readStdin() }]
    : [];
  const files = paths.filter((path) => path !== '-').map((path) => absolutePath(world.cwd, path));
  const repository = openRepository(files[0] ?? world.cwd, maxInputBytes(invocation));
  const inTree = files.map((file) => pathInTree(repository, file));
  const { tree, config } = repository;
  const request: InputRequest = {
    ...requestOf(invocation, { world, repository }),
    tree: await withModules(tree, { paths: inTree, config, invocation, world }),
    paths: inTree,
    documents,
    nameFrom: nameFrom === null ? '' : pathInTree(repository, absolutePath(world.cwd, nameFrom)),
  };
  return { repository, request, inputs: readTyped(paths, request) };
}

/** Reads the inputs; a path below which nothing is found is called what the person typed. */
function readTyped(typed: readonly string[], request: InputRequest): Inputs {
  try {
    return readInputs(request);
  } catch (error) {
    if (!(error instanceof InputError) || error.place?.file !== '.' || error.place.line !== undefined) throw error;
    throw new InputError(error.message, { cause: error, place: { file: typed[0] ?? '.' }, remedy: error.remedy });
  }
}

async function readGitChange(
  ref: string,
  at: { readonly invocation: Invocation; readonly world: World },
): Promise<Change> {
  const { invocation, world } = at;
  const paths = (invocation.positionals.length > 0 ? invocation.positionals : ['.']).map((path) =>
    absolutePath(world.cwd, path),
  );
  const repository = openRepository(paths[0] ?? world.cwd, maxInputBytes(invocation));
  const root = repositoryOf(repository.root);
  if (root === null) throw new ConfigError(`${repository.root} is no git repository`, { remedy: 'run inside of one' });
  const prefix = relative(root, repository.root).split(sep).join('/');
  const tree = subTree(gitTree(root, mergeBase(root, ref)), prefix);
  const request = { ...requestOf(invocation, { world, repository }), documents: [], nameFrom: '' };
  const inTree = paths.map((path) => pathInTree(repository, path));
  const fetched = (from: Tree, among: readonly string[]) =>
    withModules(from, { paths: among, config: repository.config, invocation, world });
  const planned = readInputs({ ...request, tree: await fetched(repository.tree, inTree), paths: inTree });
  const present = inTree.filter((path) => path === '' || tree.read(path) !== null || tree.list(path).length > 0);
  const before = {
    ...request,
    ...renderOf(invocation, { world, repository, tree }),
    tree: await fetched(tree, present),
    paths: present,
  };
  return { repository, planned, prior: readPrior(before) };
}

/**
 * What one commit changed against another, as far as it lies in the repository of the working directory; read with the
 * configuration that is checked out. @throws InputError as the readers do.
 */
export async function readCommits(
  commits: { readonly prior: string; readonly planned: string },
  at: {
    readonly invocation: Invocation;
    readonly world: World;
    readonly repository: Repository;
    readonly root: string;
  },
): Promise<Change> {
  const { repository, root } = at;
  const prefix = relative(root, repository.root).split(sep).join('/');
  const request = { ...requestOf(at.invocation, at), documents: [], nameFrom: '' };
  const sideOf = async (commit: string): Promise<Inputs> => {
    const tree = subTree(gitTree(root, commit), prefix);
    return readPrior({ ...request, tree, paths: [''] });
  };
  return { repository, prior: await sideOf(commits.prior), planned: await sideOf(commits.planned) };
}

/** A base without any of the paths is an empty prior; one that cannot be read is an error. */
function readPrior(request: InputRequest): Inputs {
  if (request.paths.length === 0) return NO_INPUTS;
  try {
    return readInputs(request);
  } catch (error) {
    if (error instanceof Error && error.message === 'nothing to estimate was found here') return NO_INPUTS;
    throw error;
  }
}

function requestOf(invocation: Invocation, at: { readonly world: World; readonly repository: Repository }) {
  const { repository, world } = at;
  return {
    tree: repository.tree,
    projects: projectsOf(repository),
    exclude: repository.config.exclude ?? [],
    varFiles: textOptions(invocation, 'var-file').map((file) => pathInTree(repository, absolutePath(world.cwd, file))),
    vars: textOptions(invocation, 'var'),
    environment: terraformVariables(world.env),
    workspace: textOption(invocation, 'workspace') ?? null,
    ...originOf(repository),
    ...renderOf(invocation, { world, repository, tree: repository.tree }),
  };
}

function originOf({ root }: Repository): Pick<InputRequest, 'origin'> {
  const origin = originUrl(root);
  return origin === null ? {} : { origin };
}

/** Tools run only where a person, or the repository's own configuration, says so. */
function renderOf(
  invocation: Invocation,
  at: { readonly world: World; readonly repository: Repository; readonly tree: Tree },
): Pick<InputRequest, 'render'> {
  const { repository, world, tree } = at;
  if (invocation.values['render'] !== true && repository.config.kubernetes.render !== true) return {};
  return { render: openRenderer(tree, { path: world.env['PATH'], repository: repository.root, files: 'own' }) };
}

function projectsOf({ config, tree, configFile }: Repository): readonly ProjectSpec[] | null {
  if (!config.projects) return null;
  const projects = configuredProjects(config.projects, tree);
  const absent = projects.find((each) => each.path !== '' && tree.list(each.path).length === 0);
  if (!absent) return projects;
  throw new ConfigError(`there is no directory ${absent.path}`, {
    place: { file: configFile ?? 'finops.yml' },
    remedy: 'correct the project (paths are relative to the root of the repository)',
  });
}

function terraformVariables(env: World['env']): Readonly<Record<string, string>> {
  const found = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith('TF_VAR_') && value !== undefined ? [[name.slice('TF_VAR_'.length), value] as const] : [],
  );
  return Object.fromEntries(found);
}
