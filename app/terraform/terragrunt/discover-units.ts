import { joinPath, type Tree } from '#app/source/tree.ts';
import { configFile } from './parse-config.ts';
import { readConfig } from './read-config.ts';
import { STACK_FILE, sourceText } from './read-unit.ts';

/** A unit to ask `readTerragruntUnit` for. */
export interface DiscoveredUnit {
  readonly path: string;
  /** The path with dashes, `main` for the directory that was asked for. */
  readonly name: string;
}

const MAX_DIRECTORIES = 50_000;
const SKIPPED = /^(\..*|node_modules)$/;

/**
 * The Terragrunt units below `path`: directories with a `terragrunt.hcl` that says where its module is, or that hold
 * one. Files that others only include are left out.
 */
export function discoverUnits(tree: Tree, path: string): readonly DiscoveredUnit[] {
  const found: string[] = [];
  const pending = [path];
  for (let seen = 0; seen < MAX_DIRECTORIES; seen++) {
    const directory = pending.pop();
    if (directory === undefined) break;
    const entries = tree.list(directory);
    if (configFile(tree, directory) !== null && isUnit(tree, directory)) found.push(directory);
    // What a stack stands for lies in a hidden folder once it is generated; until then the stack is reported.
    const generated = entries.find(({ name, kind }) => name === '.terragrunt-stack' && kind === 'directory');
    if (generated) pending.push(joinPath(directory, generated.name));
    else if (entries.some(({ name }) => name === STACK_FILE)) found.push(directory);
    for (const entry of entries)
      if (entry.kind === 'directory' && !entry.isLink && !SKIPPED.test(entry.name))
        pending.push(joinPath(directory, entry.name));
  }
  return found.sort().map((unit) => {
    const local = unit === path ? '' : unit.slice(path === '' ? 0 : path.length + 1);
    return { path: unit, name: local === '' ? 'main' : local.replaceAll('/', '-') };
  });
}

function isUnit(tree: Tree, directory: string): boolean {
  if (tree.list(directory).some(({ name }) => /\.(tf|tofu)(\.json)?$/.test(name))) return true;
  const file = configFile(tree, directory) ?? '';
  const config = readConfig(file, {
    tree,
    unit: directory,
    original: directory,
    environment: {},
    report: () => undefined,
    outputsOf: () => null,
    depth: 0,
    reads: { left: 1000 },
  });
  return config !== null && (sourceText(config) !== null || config.includes.length > 0);
}
