import { type Diagnostic, placeText } from '#app/errors.ts';
import type { Difference, ResourceDifference } from '#app/estimate/difference.ts';
import type { CostComponent, Estimate, ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';
import { moneyText, percentText, priceText, quantityText, signedMoneyText } from './amount-text.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';
import { workloadChangeLines, workloadLine } from './workload-text.ts';

/** The estimate as text for a terminal: every resource with its components, what is not priced and why. */
export function estimateTable(estimate: Estimate): string {
  const lines = estimate.projects.flatMap((project) => projectLines(project, estimate.currency));
  const range = estimate.range
    ? [`Range         ${moneyText(estimate.range.minimum)} … ${moneyText(estimate.range.maximum)}`]
    : [];
  return [...lines, `Monthly cost  ${totalText(estimate)}`, ...range, ...footer(estimate)].join('\n');
}

/** The difference as text for a terminal: what changes, then the totals. */
export function differenceTable(difference: Difference): string {
  const changed = difference.resources.filter((each) => each.change !== 'no-op');
  const rows = changedRows(changed);
  const table = columns([['Resource', 'Prior', 'Planned', 'Change'], ...rows], ['left', 'right', 'right', 'right']);
  const percent = percentText(difference.percent);
  return [
    ...(changed.length === 0 ? ['No resource changes its cost or its attributes.'] : table),
    '',
    `Monthly cost  ${moneyText(difference.prior.monthlyCost)} → ${totalText(difference.planned)}`,
    `Difference    ${signedMoneyText(difference.monthlyCost)}${percent ? ` (${percent})` : ''}`,
    ...footer(difference.planned),
  ].join('\n');
}

/** Rows headed by their project where there are several, as one address may stand in each of them. */
function changedRows(changed: readonly ResourceDifference[]): readonly (readonly string[])[] {
  const projects = [...Map.groupBy(changed, (each) => each.project)];
  return projects.flatMap(([project, own]) => {
    const rows = own.flatMap(changedRow);
    return projects.length > 1 ? [[`Project ${plainText(project)}`, '', '', ''], ...rows] : rows;
  });
}

function changedRow(each: ResourceDifference): readonly (readonly string[])[] {
  return [
    [
      `${MARKS[each.change]} ${plainText(each.address)}`,
      sideText(each.prior),
      sideText(each.planned),
      changeText(each),
    ],
    ...changeLines(each).map((line) => [`    ${line}`, '', '', '']),
  ];
}

const MARKS: Readonly<Record<ResourceDifference['change'], string>> = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  'no-op': ' ',
};

/** `–` where the resource is not there: absent is not the same as costing nothing. */
function sideText(side: ResourceEstimate | null): string {
  if (side === null) return '–';
  return side.support === 'free' ? 'free' : moneyText(side.monthlyCost);
}

function changeText(each: ResourceDifference): string {
  const sides = [each.prior, each.planned].filter((side) => side !== null);
  if (sides.every((side) => side.support === 'free')) return 'free';
  if (each.monthlyCost) return signedMoneyText(each.monthlyCost);
  const support = (each.planned ?? each.prior)?.support;
  return support === 'priced' ? 'by usage' : (support ?? '');
}

function projectLines(project: ProjectEstimate, currency: string): readonly string[] {
  const shown = project.resources.filter((each) => each.support !== 'free');
  const rows = shown.flatMap((resource) => resourceRows(resource, currency));
  const head = ['Name', 'Monthly quantity', 'Unit', 'Unit price', 'Monthly cost'];
  const align = ['left', 'right', 'left', 'right', 'right'] as const;
  const cost = moneyText(project.monthlyCost);
  const free = project.resources.length - shown.length;
  return [
    `Project ${plainText(project.name)} (${project.kind}): ${cost}`,
    ...(rows.length > 0 ? columns([head, ...rows], align) : []),
    ...(free > 0 ? [`  and ${free} free ${free === 1 ? 'resource' : 'resources'}`] : []),
    ...project.diagnostics.map((each) => `  ${each.severity}: ${placed(each)}`),
    '',
  ];
}

function placed({ place, message }: Diagnostic): string {
  return plainText([placeText(place), message].filter((text) => text !== '').join(': '));
}

function resourceRows(resource: ResourceEstimate, currency: string): readonly (readonly string[])[] {
  const note =
    resource.support === 'priced' ? '' : ` [${resource.support}${resource.reason ? `: ${resource.reason}` : ''}]`;
  const cost = resource.monthlyCost ? moneyText(resource.monthlyCost) : '';
  return [
    [plainText(`${resource.address}${note}`), '', '', '', cost],
    ...workloadLines(resource).map((line) => [`  ${line}`, '', '', '', '']),
    ...resource.components.map((row) => [
      plainText(`  ${[...row.path, row.name].join(' / ')}${flagText(row, currency)}`),
      quantityText(row.monthlyQuantity),
      row.unit,
      priceText(row.unitPrice, currency),
      row.monthlyCost ? moneyText(row.monthlyCost) : stateText(row),
    ]),
  ];
}

/** What a workload states, then what a reader should know of it. */
function workloadLines(resource: ResourceEstimate): readonly string[] {
  if (!resource.workload) return [];
  return [workloadLine(resource), ...resource.workload.notes.map((note) => `note: ${note}`)].map(plainText);
}

function changeLines({ prior, planned }: ResourceDifference): readonly string[] {
  if (planned === null) return [];
  const notes = (planned.workload?.notes ?? []).map((note) => `note: ${note}`);
  const created = planned.workload && prior === null ? [workloadLine(planned)] : [];
  const changed = prior === null ? [] : workloadChangeLines(prior, planned);
  return [...created, ...changed, ...notes].map(plainText);
}

function stateText(row: CostComponent): string {
  return row.priceState === 'usage' ? 'by usage' : row.priceState;
}

function flagText(row: CostComponent, currency: string): string {
  const reason = row.priceState === 'priced' || !row.reason ? [] : [row.reason];
  const list = row.listUnitPrice ? [`list price ${priceText(row.listUnitPrice, currency)}`] : [];
  const notes = [...reason, ...row.flags.filter((flag) => flag !== 'from-example'), ...list];
  return notes.length > 0 ? ` (${notes.join(', ')})` : '';
}

function totalText(estimate: Estimate): string {
  return `${moneyText(estimate.monthlyCost)}${estimate.complete || !estimate.monthlyCost ? '' : ' or more'}`;
}

function footer(estimate: Estimate): readonly string[] {
  const { priced, free, unsupported, unpriced, unknown } = estimate.coverage;
  const { asOf, digest } = estimate.priceBook;
  return [
    `Coverage      ${priced} priced, ${free} free, ${unsupported} unsupported, ${unpriced} unpriced, ${unknown} unknown`,
    `Price book    ${asOf} (${digest.slice(0, 19)})`,
  ];
}
