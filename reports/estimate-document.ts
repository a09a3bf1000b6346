import { placeText } from '#app/errors.ts';
import type { Estimate, ProjectEstimate, ResourceEstimate } from '#app/estimate/estimate.ts';
import { moneyText } from './amount-text.ts';
import { ours, type ReportBlock, type ReportDocument, type ReportSection, type ReportText } from './report-document.ts';

/** So many resources of a project are shown; the JSON has them all. */
const MOST_RESOURCES = 200;
const MOST_COMPONENTS = 100;

/** An estimate for people: what each resource costs a month, the dearest first, and what is not known and why. */
export function estimateDocument(estimate: Estimate, now: Date): ReportDocument {
  const { monthlyCost, complete, priceBook, coverage, range } = estimate;
  const total = `${complete || monthlyCost === null ? '' : 'at least '}${moneyText(monthlyCost)} a month`;
  const spread = range ? ` (${moneyText(range.minimum)} to ${moneyText(range.maximum)})` : '';
  const { priced, free, unsupported, unpriced, unknown } = coverage;
  const counts = `${priced} priced, ${free} free, ${unsupported} unsupported, ${unpriced} unpriced, ${unknown} unknown`;
  return {
    title: 'Cloud cost estimate',
    lead: [
      ours(
        `${total}${spread}. ${counts}. Prices of ${priceBook.asOf}, before taxes; 730 hours a month. Written ${now.toISOString().slice(0, 16)}Z.`,
      ),
    ],
    sections: [...estimate.projects.map(projectSection), ...uncertainSections(estimate)],
  };
}

function projectSection({ name, monthlyCost, resources, diagnostics }: ProjectEstimate): ReportSection {
  const shown = resources
    .filter(({ support }) => support !== 'free')
    .toSorted((one, other) => costOf(other) - costOf(one));
  const left = shown.length - MOST_RESOURCES;
  const blocks: ReportBlock[] = [{ kind: 'paragraph', texts: [ours(`${moneyText(monthlyCost)} a month.`)] }];
  if (shown.length > 0) {
    blocks.push({
      kind: 'table',
      head: ['Resource', 'Region', 'A month', ''],
      align: ['left', 'left', 'right', 'left'],
      rows: shown.slice(0, MOST_RESOURCES).map(resourceRow),
    });
  }
  if (left > 0) blocks.push({ kind: 'paragraph', texts: [ours(`… and ${left} more resources that cost less.`)] });
  const items = diagnostics.map(({ severity, message, place }): readonly ReportText[] => [
    ours(`${severity}: `),
    message,
    place ? ` (${placeText(place)})` : '',
  ]);
  if (items.length > 0) blocks.push({ kind: 'list', items });
  return { title: 'Project', subject: name, blocks };
}

function resourceRow({ address, region, monthlyCost, support, complete }: ResourceEstimate): readonly ReportText[] {
  const state = support === 'priced' ? '' : support;
  const amount = `${monthlyCost !== null && !complete ? 'at least ' : ''}${moneyText(monthlyCost)}`;
  return [address, region ?? ours('–'), ours(amount), ours(state)];
}

function uncertainSections(estimate: Estimate): readonly ReportSection[] {
  const rows = estimate.projects.flatMap(({ resources }) => resources.flatMap(uncertainRows));
  if (rows.length === 0) return [];
  const left = rows.length - MOST_COMPONENTS;
  const more = left > 0 ? [{ kind: 'paragraph', texts: [ours(`… and ${left} more.`)] } as const] : [];
  return [
    {
      title: 'What is not known',
      blocks: [
        {
          kind: 'table',
          head: ['Resource', 'Part', 'State', 'Why'],
          align: ['left', 'left', 'left', 'left'],
          rows: rows.slice(0, MOST_COMPONENTS),
        },
        ...more,
      ],
    },
  ];
}

function uncertainRows(resource: ResourceEstimate): readonly (readonly ReportText[])[] {
  if (resource.support === 'unsupported') return [[resource.address, '', ours('unsupported'), resource.reason ?? '']];
  return resource.components
    .filter(({ priceState }) => priceState !== 'priced')
    .map(({ path, name, priceState, reason }) => [
      resource.address,
      [...path, name].join(' / '),
      ours(priceState),
      reason ?? '',
    ]);
}

function costOf({ monthlyCost }: ResourceEstimate): number {
  // For the order alone: what has no amount stands last.
  return monthlyCost?.amount.toNumber() ?? Number.NEGATIVE_INFINITY;
}
