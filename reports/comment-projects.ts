import type { Difference } from '#app/estimate/difference.ts';
import type { Estimate, ProjectEstimate } from '#app/estimate/estimate.ts';
import type { Money } from '#app/measure/money.ts';
import { moneyText, signedMoneyText } from './amount-text.ts';
import { markdownCode } from './markdown-text.ts';

const MOST_PROJECTS = 40;

/** The table by project: what changes first, and the sum of all where there are several. */
export function projectTable(difference: Difference): readonly string[] {
  const { prior, planned, monthlyCost } = difference;
  const names = [...new Set([...planned.projects, ...prior.projects].map((each) => each.name))];
  const rows = names.map((name) => projectRow(name, difference));
  const shown = rows.toSorted((one, other) => Number(other.isChanged) - Number(one.isChanged)).slice(0, MOST_PROJECTS);
  const left = names.length - shown.length;
  const total = `| **All** | ${moneyText(prior.monthlyCost)} | ${plannedText(planned)} | **${signedMoneyText(monthlyCost)}** |`;
  return [
    '| Project | Prior | Planned | Difference |',
    '|:--|--:|--:|--:|',
    ...shown.map((each) => each.text),
    ...(left > 0 ? [`| … and ${left} more projects | | | |`] : []),
    ...(names.length === 1 ? [] : [total]),
  ];
}

function projectRow(
  name: string,
  { prior, planned }: Difference,
): { readonly text: string; readonly isChanged: boolean } {
  const before = named(prior, name);
  const after = named(planned, name);
  const change = projectChange(before?.monthlyCost, after?.monthlyCost);
  const difference = change ? signedMoneyText(change) : 'not known';
  const text = `| ${markdownCode(name)} | ${sideText(before)} | ${sideText(after)} | ${difference} |`;
  return { text, isChanged: !change?.amount.isZero() };
}

function named(estimate: Estimate, name: string): ProjectEstimate | undefined {
  return estimate.projects.find((each) => each.name === name);
}

function projectChange(before: Money | null | undefined, after: Money | null | undefined): Money | null {
  if (before === null || after === null) return null;
  if (after) return before ? { ...after, amount: after.amount.minus(before.amount) } : after;
  return before ? { ...before, amount: before.amount.negated() } : null;
}

function sideText(project: ProjectEstimate | undefined): string {
  if (!project) return '–';
  const isWhole =
    project.resources.every((each) => each.complete) && project.diagnostics.every((each) => each.severity !== 'error');
  return `${moneyText(project.monthlyCost)}${isWhole || !project.monthlyCost ? '' : ' or more'}`;
}

function plannedText(estimate: Estimate): string {
  return `${moneyText(estimate.monthlyCost)}${estimate.complete || !estimate.monthlyCost ? '' : ' or more'}`;
}
