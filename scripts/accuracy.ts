import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { openCatalogue } from '#app/catalog/registry.ts';
import type { CostComponent, ResourceEstimate } from '#app/estimate/estimate.ts';
import { estimateProject } from '#app/estimate/estimate-project.ts';
import { NO_USAGE, readUsageFile } from '#app/estimate/usage.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { directoryTree } from '#app/source/directory-tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import { reviewedCases } from '#test/catalog/reviewed-cases.ts';
import { sharedPath } from '#test/support/shared.ts';

/**
 * Estimates every case of real configurations and compares components, quantities and cost with what the case
 * expects. Usage: node scripts/accuracy.ts [aws|azure|google] [--case NAME] (needs the design tables beside the clone).
 */
interface ExpectedComponent {
  readonly name: string;
  readonly unit: string | null;
  readonly monthlyQty: number | null;
  readonly monthlyCost: number | null;
}

interface ExpectedResource {
  readonly address: string;
  readonly type: string;
  readonly monthlyCost: number | null;
  readonly components: readonly ExpectedComponent[];
}

interface Case {
  readonly goldenDate: string;
  readonly usageFile?: string | null;
  readonly resources: readonly ExpectedResource[];
}

const catalogue = openCatalogue();
const book = readPriceBook(join(import.meta.dirname, '../dist/prices'));
const root = sharedPath('data/terraform/cases');
if (root === null) {
  console.log('skipped: the cases do not lie beside this clone');
  process.exit(0);
}
const [only, flag, wantedCase] = process.argv.slice(2);
for (const provider of ['aws', 'azure', 'google']) {
  if (only && only !== provider) continue;
  const tally = { resources: 0, quantities: 0, cost: 0, ours: 0, 'no-price': 0 };
  const types = new Map<string, { total: number; good: number }>();
  const offenders: string[] = [];
  for (const name of readdirSync(join(root, provider)).sort()) {
    if (flag === '--case' && name !== wantedCase) continue;
    for (const [expected, found] of compareCase(join(root, provider, name))) {
      tally.resources += 1;
      const verdict = compare(expected, found);
      if (verdict.quantities.length === 0) tally.quantities += 1;
      if (verdict.costMatches) tally.cost += 1;
      const type = types.get(expected.type) ?? { total: 0, good: 0 };
      types.set(expected.type, { total: type.total + 1, good: type.good + (verdict.quantities.length === 0 ? 1 : 0) });
      if (verdict.quantities.length > 0 || !verdict.costMatches) {
        const review = reviewedCases.find(
          (each) => each.provider === provider && each.case === name && each.address.test(expected.address),
        );
        if (review) tally[review.verdict] += 1;
        offenders.push(
          `${review ? `(reviewed, ${review.verdict}: ${review.reason}) ` : ''}${name} ${expected.address}: ${verdict.quantities.join('; ') || `cost ${found?.monthlyCost?.amount.toFixed(2)} expected ${expected.monthlyCost}`}`,
        );
      }
    }
  }
  const share = (count: number): string => `${((100 * count) / Math.max(1, tally.resources)).toFixed(1)} %`;
  const covered = [...types].filter(([type]) => catalogue.billed.has(type)).length;
  console.log(
    `${provider}: ${covered} of ${types.size} types, ${tally.resources} resources, quantities ${share(tally.quantities)}, cost within 1 % ${share(tally.cost)}, reviewed: ours is right ${share(tally.ours)}, no list price ${share(tally['no-price'])}`,
  );
  const limit = flag === '--case' || process.env['ACCURACY_ALL'] ? 1000 : 40;
  for (const line of offenders.slice(0, limit)) console.log(`  ${line.slice(0, 400)}`);
  if (offenders.length > limit) console.log(`  … and ${offenders.length - limit} more (ACCURACY_ALL=1 shows them)`);
}

function compareCase(folder: string): readonly (readonly [ExpectedResource, ResourceEstimate | undefined])[] {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Case;
  const project = readProject(directoryTree(folder, 1e8), {
    path: '',
    name: 'case',
    workspace: 'default',
    environment: {},
    varFiles: [],
    vars: [],
  });
  const usagePath = expected.usageFile ? join(folder, expected.usageFile) : '';
  const usage =
    existsSync(usagePath) && expected.usageFile
      ? readUsageFile(load(readFileSync(usagePath, 'utf8'), { json: true }), { file: usagePath })
      : NO_USAGE;
  const convert = (amount: CostComponent['unitPrice'] & object) => amount;
  const now = new Date(`${expected.goldenDate}T00:00:00Z`);
  const estimate = estimateProject(project, { catalogue, book, currency: 'USD', convert, usage, now });
  const byAddress = new Map(estimate.resources.map((each) => [each.address, each]));
  return expected.resources.map((each) => [each, byAddress.get(each.address)]);
}

function compare(expected: ExpectedResource, found: ResourceEstimate | undefined) {
  const quantities: string[] = [];
  if (!found || found.support === 'unsupported')
    return { quantities: [found ? 'unsupported' : 'missing'], costMatches: false };
  // Two disks of a machine have rows of one name.
  const rows = found.components.map((row) => ({ name: [...row.path, row.name].join(' > '), row }));
  for (const component of expected.components) {
    const same = rows.filter(({ name }) => name === component.name);
    const at =
      same.find(({ row }) => near(row.monthlyQuantity?.toNumber() ?? null, component.monthlyQty, 0.001)) ?? same[0];
    if (!at) {
      if (component.monthlyQty !== 0) quantities.push(`no row "${component.name}"`);
      continue;
    }
    rows.splice(rows.indexOf(at), 1);
    const { row } = at;
    // A row without a price is printed without its unit.
    if (component.unit !== null && row.unit !== component.unit)
      quantities.push(`"${component.name}" unit ${row.unit} expected ${component.unit}`);
    const quantity = row.monthlyQuantity?.toNumber() ?? null;
    if (!near(quantity, component.monthlyQty, 0.001))
      quantities.push(`"${component.name}" ${quantity} expected ${component.monthlyQty}`);
  }
  for (const { name, row } of rows) {
    if (!row.monthlyQuantity?.isZero())
      quantities.push(`extra row "${name}" (${row.priceState}${row.reason ? `: ${row.reason}` : ''})`);
  }
  const cost = found.monthlyCost?.amount.toNumber() ?? null;
  return { quantities, costMatches: near(cost ?? 0, expected.monthlyCost ?? 0, 0.01, 0.011) };
}

function near(found: number | null, expected: number | null, share: number, absolute = 0.006): boolean {
  if (found === null || expected === null) return found === expected;
  return Math.abs(found - expected) <= Math.max(absolute, Math.abs(expected) * share);
}
