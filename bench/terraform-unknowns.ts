/**
 * How many of the attributes that decide a cost are known when module directories are evaluated offline, and what
 * makes the others unknown.
 *
 *   node bench/terraform-unknowns.ts ROOT [EXAMPLES…]
 *
 * ROOT is the tree; each directory below the EXAMPLES directories (default `examples`) is a root module. An unknown
 * count decides nothing where the resource is free: it is counted apart.
 */
import { openCatalogue } from '#app/catalog/registry.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { moduleDirectories } from '#app/terraform/module-directories.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { type AttributeValue, type ResourceInstance, UNKNOWN } from '#app/terraform/resource.ts';

const DECIDING =
  /(^|\.)(instance_types?|instance_class|size|volume_size|allocated_storage|storage_type|volume_type|node_type|machine_type|vm_size|node_count|initial_node_count|min_size|max_size|desired_size|desired_capacity|min_count|max_count|iops|throughput|sku|sku_name|sku_tier|tier|multi_az|capacity_type|engine|load_balancer_type|disk_size(_gb)?|storage_gb|capacity)$/;

function unknownPaths(value: AttributeValue, path: string, into: string[]): void {
  if (value === UNKNOWN) into.push(path);
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) unknownPaths(item, `${path}.${index}`, into);
  else if (value !== null && typeof value === 'object')
    for (const [name, inner] of Object.entries(value))
      unknownPaths(inner, path === '' ? name : `${path}.${name}`, into);
}

/** Unknown deciding attributes; an unknown block may hold one. */
function undecided(resource: ResourceInstance): readonly string[] {
  const paths: string[] = [];
  unknownPaths(resource.attributes, '', paths);
  const deciding = paths.filter((path) => DECIDING.test(path));
  return resource.unknownReasons['count'] === undefined ? deciding : [...deciding, 'count'];
}

function isFree({ type }: ResourceInstance): boolean {
  return catalogue.free.has(type) || UTILITY.test(type);
}

const [root = '.', ...folders] = process.argv.slice(2);
const tree = directoryTree(root, 1e8);
const wanted = folders.length > 0 ? folders : ['examples'];
let instances = 0;
let known = 0;
let knownWithCounts = 0;
const catalogue = openCatalogue();
/** Providers of values: they ask no cloud for anything. */
const UTILITY = /^(random|null|time|tls|local|terraform)_/;
let projects = 0;
const reasons = new Map<string, number>();
const findings = new Map<string, number>();
for (const folder of wanted) {
  for (const path of moduleDirectories(tree, folder).keys()) {
    const project = readProject(tree, {
      path,
      name: path,
      workspace: 'default',
      environment: {},
      varFiles: [],
      vars: [],
    });
    projects += 1;
    for (const { severity, message } of project.diagnostics) {
      const text = `${severity}: ${message}`;
      findings.set(text, (findings.get(text) ?? 0) + 1);
    }
    for (const resource of project.resources.filter(({ mode }) => mode === 'managed')) {
      instances += 1;
      const paths = undecided(resource);
      if (paths.length === 0) knownWithCounts += 1;
      if (paths.length === 0 || isFree(resource)) known += 1;
      for (const at of paths) {
        const why = `${resource.type}.${at.replace(/\.\d+/g, '')}: ${resource.unknownReasons[at] ?? '?'}`;
        reasons.set(why, (reasons.get(why) ?? 0) + 1);
      }
    }
  }
}
const share = instances === 0 ? '-' : `${((100 * known) / instances).toFixed(1)} %`;
process.stdout.write(
  `${root}: ${projects} root modules, ${instances} instances, ${known} with all deciding attributes known (${share}); ${knownWithCounts} when the counts of free resources decide as well\n`,
);
const top = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([text, count]) => `  ${count} × ${text}\n`);
process.stdout.write([...top(reasons), ...(findings.size > 0 ? ['  findings:\n'] : []), ...top(findings)].join(''));
