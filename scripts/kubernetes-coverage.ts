/**
 * How many of the containers that request something are priced: `node scripts/kubernetes-coverage.ts DIRECTORY…`, one
 * line for each directory and one for all. The YAML and JSON files are read as they are, whatever renders them; a
 * document that is broken is counted. With `--list` every container that is not fully priced is named with its reason.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateManifests } from '#app/estimate/kubernetes/estimate-manifests.ts';
import { defaultPricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { addressOf } from '#app/kubernetes/manifest-object.ts';
import { readManifests } from '#app/kubernetes/read-manifests.ts';
import type { Workload } from '#app/kubernetes/workload.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';

const listed = process.argv.includes('--list');
const directories = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const book = readPriceBook(join(import.meta.dirname, '../dist/prices'));

interface Count {
  objects: number;
  /** Documents that are no YAML: mostly templates of charts. */
  broken: number;
  containers: number;
  /** CPU and memory are requested; a missing request is its limit, as Kubernetes has it. */
  whole: number;
  wholePriced: number;
  /** Only one of the two is requested: that one is priced and the other is named. */
  partial: number;
  partialPriced: number;
  /** Nothing is requested: best effort, named and never zero. */
  none: number;
  noneNamed: number;
}

function emptyCount(): Count {
  return {
    objects: 0,
    broken: 0,
    containers: 0,
    whole: 0,
    wholePriced: 0,
    partial: 0,
    partialPriced: 0,
    none: 0,
    noneNamed: 0,
  };
}

const all = emptyCount();
for (const directory of directories) {
  const count = emptyCount();
  for (const file of manifestFiles(directory)) countFile(file, count);
  for (const key of Object.keys(all) as (keyof Count)[]) all[key] += count[key];
  print(directory, count);
}
print('all', all);

/** Each file by itself: corpora hold many variants of one object. */
function countFile(file: string, count: Count): void {
  const manifests = readManifests([{ file, text: readFileSync(file, 'utf8') }]);
  count.objects += manifests.objects.length;
  count.broken += manifests.diagnostics.filter((each) => /is no YAML|is a template/.test(each.message)).length;
  const project = estimateManifests(manifests, {
    name: file,
    path: '',
    book,
    basis: defaultPricing(),
    currency: 'USD',
    convert: (amount) => amount,
    now: new Date('2026-11-25T00:00:00Z'),
  });
  const estimates = new Map(project.resources.map((each) => [each.address, each]));
  for (const workload of manifests.workloads) {
    const estimate = estimates.get(addressOf(workload.object));
    for (const container of countedContainers(workload)) {
      const lacks = (['cpu', 'memory'] as const).filter((each) => !container.requests.get(each)?.greaterThan(0));
      const open = openReasons(workload, { estimate, container: container.name });
      const missing = open.filter((each) => each.startsWith('no resources.requests.'));
      count.containers += 1;
      if (lacks.length === 0) {
        count.whole += 1;
        if (open.length === 0) count.wholePriced += 1;
      } else if (lacks.length === 1) {
        count.partial += 1;
        if (open.length === missing.length) count.partialPriced += 1;
      } else {
        count.none += 1;
        if (missing.length > 0) count.noneNamed += 1;
      }
      if (listed && open.length > 0) console.log(`  ${file}: ${addressOf(workload.object)} ${container.name}: ${open}`);
    }
  }
}

/** An init container that requests nothing takes nothing from the pod, and a pod-level request stands for its containers. */
function countedContainers({ pod }: Workload) {
  const lacking = new Set(pod.missing.map((each) => each.container));
  const requests = (each: (typeof pod.containers)[number]): boolean =>
    (['cpu', 'memory'] as const).some((name) => each.requests.get(name)?.greaterThan(0));
  return [...pod.containers, ...pod.initContainers].filter((each) => lacking.has(each.name) || requests(each));
}

/** Why rows of the container have no price: what it lacks itself, or what its pod cannot be priced for. */
function openReasons(
  workload: Workload,
  by: { readonly estimate: ResourceEstimate | undefined; readonly container: string },
): readonly string[] {
  if (!by.estimate) return ['no estimate'];
  return by.estimate.components
    .filter((row) => row.priceState === 'unpriced' || row.priceState === 'unknown')
    .filter((row) => !row.name.startsWith('Storage') && (workload.part === '' || row.path[0] === workload.part))
    .map((row) => row.reason ?? '')
    .filter((reason) => !/^no resources|^resources/.test(reason) || isNamed(by.container, reason));
}

function isNamed(container: string, reason: string): boolean {
  return reason.split(/[ ,:]+/).includes(container) || / and \d+ more/.test(reason);
}

function print(name: string, count: Count): void {
  const asking = count.whole + count.partial;
  const priced = count.wholePriced + count.partialPriced;
  const percent = ((100 * priced) / Math.max(asking, 1)).toFixed(1);
  console.log(
    `${name}: ${count.objects} objects, ${count.broken} documents broken, ${count.containers} containers; ` +
      `what is requested is priced in ${priced} of ${asking} (${percent} %): with CPU and memory ` +
      `${count.wholePriced} of ${count.whole}, with one of them ${count.partialPriced} of ${count.partial}; ` +
      `with none ${count.noneNamed} of ${count.none} named`,
  );
}

function manifestFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' || entry.name === 'node_modules' ? [] : manifestFiles(path);
    return /\.(ya?ml|json)$/.test(entry.name) && lstatSync(path).isFile() && looksLikeManifest(path) ? [path] : [];
  });
}

function looksLikeManifest(path: string): boolean {
  const text = readFileSync(path, 'utf8');
  return /^\s*"?apiVersion"?\s*:/m.test(text) && /^\s*"?kind"?\s*:/m.test(text);
}
