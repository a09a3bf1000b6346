import type { ComponentDifference, ResourceDifference } from '#app/estimate/difference.ts';
import type { CostComponent, ResourceEstimate } from '#app/estimate/estimate.ts';
import { moneyText, quantityText, signedMoneyText } from './amount-text.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { workloadFacts } from './workload-text.ts';

const MARKS: Readonly<Record<ResourceDifference['change'], string>> = {
  create: '➕',
  update: '✏️',
  replace: '♻️',
  delete: '➖',
  'no-op': '',
};
const JUMP_FACTOR = 10;
const JUMP_AMOUNT = 100;

/** Table rows of one changed resource: the resource, then each component that changes. */
export function componentRows(each: ResourceDifference): readonly string[] {
  const jump = isSuspicious(each) ? ' ⚠️ unusual jump, check it' : '';
  const name = `${MARKS[each.change]} ${markdownCode(each.address)}${jump}`;
  const head = `| ${name} | ${sideText(each.prior)} | ${sideText(each.planned)} | ${differenceText(each)} |`;
  return [head, ...workloadRows(each), ...each.components.filter(isShown).map(componentRow)];
}

/** What a workload states on both sides where that differs, and what a reader should know of it. */
function workloadRows({ prior, planned }: ResourceDifference): readonly string[] {
  const facts = workloadFacts(prior, planned).filter((fact) => fact.prior !== fact.planned);
  const rows = facts.map(
    ({ name, prior: before, planned: after }) =>
      `| &nbsp;&nbsp;&nbsp;${markdownText(name)} | ${markdownText(before || '–')} | ${markdownText(after || '–')} | |`,
  );
  const notes = planned?.workload?.notes ?? [];
  return [...rows, ...notes.map((note) => `| &nbsp;&nbsp;&nbsp;ℹ️ ${markdownText(note)} | | | |`)];
}

function isShown(row: ComponentDifference): boolean {
  if (row.prior === null || row.planned === null) return true;
  const { prior, planned } = row;
  const sameQuantity = prior.monthlyQuantity?.toString() === planned.monthlyQuantity?.toString();
  return (
    !sameQuantity ||
    prior.name !== planned.name ||
    prior.priceState !== planned.priceState ||
    !row.monthlyCost?.amount.isZero()
  );
}

function componentRow(row: ComponentDifference): string {
  const renamed = row.prior && row.planned && row.prior.name !== row.planned.name;
  const label = renamed ? `${row.prior?.name} → ${row.planned?.name}` : row.name;
  const name = markdownText([...row.path, label].join(' > '));
  return `| &nbsp;&nbsp;&nbsp;${name} | ${quantityOf(row.prior)} | ${quantityOf(row.planned)} | ${row.monthlyCost ? signedMoneyText(row.monthlyCost) : stateOf(row)} |`;
}

function quantityOf(row: CostComponent | null): string {
  if (!row) return '–';
  return row.monthlyQuantity ? `${quantityText(row.monthlyQuantity)}&nbsp;${markdownText(row.unit)}` : row.priceState;
}

function stateOf(row: ComponentDifference): string {
  const state = (row.planned ?? row.prior)?.priceState ?? 'unknown';
  return state === 'usage' ? 'by usage' : state;
}

function sideText(side: ResourceEstimate | null): string {
  if (!side) return '–';
  if (side.monthlyCost && side.support !== 'free')
    return `${moneyText(side.monthlyCost)}${side.complete ? '' : ' or more'}`;
  return side.support === 'priced' ? 'by usage' : side.support;
}

function differenceText(each: ResourceDifference): string {
  if (each.monthlyCost) return `**${signedMoneyText(each.monthlyCost)}**`;
  return (each.planned ?? each.prior)?.support === 'priced' ? 'by usage' : 'not known';
}

/** Ten times as much as before, and at least a hundred more: more often a slip than a plan. */
function isSuspicious({ prior, planned }: ResourceDifference): boolean {
  if (!prior?.monthlyCost || !planned?.monthlyCost || prior.monthlyCost.amount.isZero()) return false;
  const more = planned.monthlyCost.amount.minus(prior.monthlyCost.amount);
  return (
    more.greaterThanOrEqualTo(JUMP_AMOUNT) &&
    planned.monthlyCost.amount.greaterThanOrEqualTo(prior.monthlyCost.amount.times(JUMP_FACTOR))
  );
}
