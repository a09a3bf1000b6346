import { CASE_PROVIDERS, type ComparedResource, compareCases, isCovered } from '#test/estimate/accuracy-cases.ts';
import { sharedPath } from '#test/support/shared.ts';

/**
 * Estimates every case of real configurations and compares components, quantities and cost with what the case
 * expects: as it is, and after review (`test/catalog/reviewed-cases.ts`: ours is right, with the provider's page).
 * Usage: node scripts/accuracy.ts [aws|azure|google] [--case NAME] (needs the design tables beside the clone).
 */
const root = sharedPath('data/terraform/cases');
if (root === null) {
  console.log('skipped: the cases do not lie beside this clone');
  process.exit(0);
}
const [wanted, flag, name] = process.argv.slice(2);
const only = flag === '--case' ? name : undefined;
for (const provider of CASE_PROVIDERS.filter((each) => wanted === undefined || each === wanted)) {
  const compared = compareCases({ root, only }, provider);
  const types = new Set(compared.map((each) => each.type));
  const covered = [...types].filter(isCovered).length;
  console.log(`${provider}: ${covered} of ${types.size} types, ${compared.length} resources`);
  const isRight = (each: ComparedResource) => each.review?.verdict === 'ours';
  console.log(`  names, units and quantities  ${shares(compared, (each) => each.differences.length === 0, isRight)}`);
  console.log(`  monthly cost within 1 %      ${shares(compared, (each) => each.costMatches, isRight)}`);
  const unpriced = compared.filter((each) => each.review?.verdict === 'no-price' && !each.costMatches);
  console.log(`  no list price in the facts   ${percent(unpriced.length, compared.length)}`);
  const differing = compared.filter((each) => each.differences.length > 0 || !each.costMatches);
  printOffenders(differing.toSorted((a, b) => Number(a.review !== undefined) - Number(b.review !== undefined)));
}

function shares(
  compared: readonly ComparedResource[],
  matches: (each: ComparedResource) => boolean,
  isRight: (each: ComparedResource) => boolean,
): string {
  const raw = compared.filter(matches).length;
  const reviewed = compared.filter((each) => matches(each) || isRight(each)).length;
  return `raw ${percent(raw, compared.length)}, after review ${percent(reviewed, compared.length)}`;
}

function percent(count: number, of: number): string {
  return `${((100 * count) / Math.max(1, of)).toFixed(1)} % (${count})`;
}

function printOffenders(differing: readonly ComparedResource[]): void {
  const limit = only !== undefined || process.env['ACCURACY_ALL'] ? 10_000 : 40;
  for (const { review, ...each } of differing.slice(0, limit)) {
    const what = each.differences.join('; ') || `cost ${each.foundCost?.toFixed(2)} expected ${each.expectedCost}`;
    const seen = review ? ` (${review.verdict}: ${review.reason}; ${review.source})` : '';
    console.log(`  ${`${each.case} ${each.address}: ${what}`.slice(0, 300)}${seen}`);
  }
  if (differing.length > limit) console.log(`  … and ${differing.length - limit} more (ACCURACY_ALL=1 shows them)`);
}
