import { ConfigError } from '#app/errors.ts';
import { type InputRequest, type Inputs, NO_INPUTS, readInputs } from '#app/flows/read-inputs.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { joinPath, normalPath, type Tree } from '#app/source/tree.ts';
import type { ActionEvent } from './event.ts';
import type { ActionInputs } from './inputs.ts';

const MAX_FILE_BYTES = 256_000_000;

/** The checked-out files. */
export function workspaceTree({ workspace }: Pick<ActionEvent, 'workspace'>): Tree {
  return directoryTree(workspace, MAX_FILE_BYTES);
}

/** Both sides as the workflow made them: `planned-path` against `prior-path` (or nothing), or `path`, whose plan says
 * what was there before; a directory alone is compared with nothing. Reading throws InputError, ConfigError. */
export function madeInputs({ event, inputs }: { readonly event: ActionEvent; readonly inputs: ActionInputs }): {
  readonly read: () => { readonly prior: Inputs; readonly planned: Inputs };
  readonly workspace: Tree;
} {
  const workspace = workspaceTree(event);
  return {
    workspace,
    read() {
      const planned = readPath(workspace, inputs['planned-path'] || inputs.path);
      if (inputs['prior-path'] !== '') return { prior: readPath(workspace, inputs['prior-path']), planned };
      return { prior: planned.prior === null ? NO_INPUTS : { ...NO_INPUTS, projects: planned.prior }, planned };
    },
  };
}

/** The input `path` relative to the workspace. @throws ConfigError for one that leaves it. */
export function pathOf({ path }: Pick<ActionInputs, 'path'>): string {
  const normal = normalPath(path);
  if (normal !== null) return normal;
  throw new ConfigError(`${path} leaves the workspace`, { remedy: 'give a path inside of it' });
}

/** Whether a path of the workspace is a file. */
export function isFile(workspace: string, path: string): boolean {
  const parts = (normalPath(path) ?? '').split('/');
  const folder = parts.slice(0, -1).reduce(joinPath, '');
  const entries = workspaceTree({ workspace }).list(folder);
  return entries.some((each) => each.kind === 'file' && each.name === parts.at(-1));
}

function readPath(tree: Tree, path: string): Inputs {
  const normal = pathOf({ path });
  const request: InputRequest = {
    tree,
    paths: [normal],
    documents: [],
    projects: null,
    varFiles: [],
    vars: [],
    environment: {},
    workspace: null,
    nameFrom: normal,
  };
  return readInputs(request);
}
