import type { Difference, ResourceDifference } from '#app/estimate/difference.ts';
import type { Estimate, ProjectEstimate } from '#app/estimate/estimate.ts';
import type { GateReport, GateResult } from '#app/flows/gate-report.ts';
import type { Money } from '#app/measure/money.ts';
import { moneyText, percentText, roundMoneyText, signedMoneyText } from './amount-text.ts';
import { changeChart } from './change-chart.ts';
import { componentRows } from './component-rows.ts';
import { fitRows } from './fit-rows.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

export interface CommentOptions {
  /** Where the whole report is, null when it is nowhere else. */
  readonly reportUrl: string | null;
  /** Largest length in characters; GitHub refuses more than 65,536. */
  readonly limit: number;
}

/** The comment on a pull request: headline, projects, verdict, what changes, what is not known, where it comes from. */
export function commentMarkdown(report: GateReport, options: CommentOptions): string {
  const { difference } = report;
  const head = [headline(report), '', ...projectTable(difference), ...rangeLine(difference.planned)];
  const foot = ['', footer(report, options)];
  const sections: readonly Section[] = [
    policySection(report.results),
    changeSection(difference),
    uncertainSection(difference.planned),
    passedSection(report.results),
  ];
  let room = options.limit - [...head, ...foot].join('\n').length - 2;
  const body: string[] = [];
  for (const section of sections) {
    const text = sectionText(section, room - 400);
    if (text.length === 0) continue;
    body.push('', ...text);
    room -= text.join('\n').length + 2;
  }
  const chart = changeChart(difference);
  if (chart.join('\n').length < room - 200) body.push(...chart);
  return [...head, ...body, ...foot].join('\n');
}

interface Section {
  readonly open: readonly string[];
  readonly rows: readonly string[];
  readonly close: readonly string[];
  readonly what: string;
}

function sectionText(section: Section, room: number): readonly string[] {
  if (section.rows.length === 0) return [];
  const frame = [...section.open, ...section.close].join('\n').length;
  const { rows, left } = fitRows(section.rows, Math.max(0, room - frame));
  const note = left > 0 ? ['', `… and ${left} more ${section.what}; the full report has them all.`] : [];
  return rows.length === 0 ? note.slice(1) : [...section.open, ...rows, ...note, ...section.close];
}

const VERDICTS: Readonly<Record<GateReport['decision'], string>> = {
  allow: '✅ allowed',
  warn: '⚠️ allowed with warnings',
  deny: '⛔ denied',
  error: '❗ could not be judged, so it is not allowed',
};

/** The verdict in one line, as a heading. */
export function headline({ decision, difference }: GateReport): string {
  const percent = percentText(difference.percent);
  const amount = difference.monthlyCost;
  const what = !amount
    ? 'the change in monthly cost is not known'
    : amount.amount.isZero()
      ? 'no change in monthly cost'
      : `${signed(amount)} a month${percent ? ` (${percent})` : ''}`;
  return `### Cloud cost: ${what} — ${VERDICTS[decision]}`;
}

function signed(amount: Money): string {
  const text = roundMoneyText(amount);
  return amount.amount.isPositive() ? `+${text}` : text;
}

function projectTable(difference: Difference): readonly string[] {
  const names = [...new Set([...difference.planned.projects, ...difference.prior.projects].map((each) => each.name))];
  const named = (estimate: Estimate, name: string): ProjectEstimate | undefined =>
    estimate.projects.find((each) => each.name === name);
  const rows = names.slice(0, 40).map((name) => {
    const before = named(difference.prior, name);
    const after = named(difference.planned, name);
    const change = projectChange(before?.monthlyCost, after?.monthlyCost);
    return `| ${markdownCode(name)} | ${sideText(before)} | ${sideText(after)} | ${change ? signedMoneyText(change) : 'not known'} |`;
  });
  const { prior, planned, monthlyCost } = difference;
  const total = `| **All** | ${moneyText(prior.monthlyCost)} | ${plannedText(planned)} | **${signedMoneyText(monthlyCost)}** |`;
  const more = names.length > 40 ? [`| … and ${names.length - 40} more projects | | | |`] : [];
  return [
    '| Project | Prior | Planned | Difference |',
    '|:--|--:|--:|--:|',
    ...rows,
    ...more,
    ...(names.length === 1 ? [] : [total]),
  ];
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

function rangeLine({ range }: Estimate): readonly string[] {
  if (!range) return [];
  return [
    '',
    `With autoscaling the planned cost lies between ${moneyText(range.minimum)} and ${moneyText(range.maximum)}.`,
  ];
}

const OUTCOMES: Readonly<Record<GateResult['outcome'], string>> = {
  pass: '✅ pass',
  warn: '⚠️ warn',
  deny: '⛔ deny',
  waived: '📄 waived',
  overridden: '🔓 overridden',
  error: '❗ error',
};

function policySection(results: readonly GateResult[]): Section {
  const found = results.filter((each) => each.outcome !== 'pass');
  const rows = found.map((each) => {
    const where = each.resource ? markdownCode(each.resource) : '';
    const place = each.file ? ` ${markdownText(`${each.file}${each.line === null ? '' : `:${each.line}`}`)}` : '';
    const fix = each.fix ? `<br>Fix: ${markdownText(each.fix)}` : '';
    const override = each.overrideDigest
      ? `<br>To override: <code>/finops override ${markdownText(each.id)}&#64;${markdownText(each.overrideDigest)} reason</code>`
      : '';
    const rule = `${markdownCode(each.id)} (${each.level})`;
    return `| ${OUTCOMES[each.outcome]} | ${rule} | ${markdownText(each.message)}${fix}${override} | ${where}${place} |`;
  });
  return { open: ['| | Rule | What | Where |', '|:--|:--|:--|:--|'], rows, close: [], what: 'findings' };
}

function passedSection(results: readonly GateResult[]): Section {
  const passed = new Set(results.filter((each) => each.outcome === 'pass').map((each) => each.id));
  const failed = new Set(results.filter((each) => each.outcome !== 'pass').map((each) => each.id));
  const ids = [...passed].filter((id) => !failed.has(id)).sort();
  const rows = ids.length > 0 ? [ids.map(markdownCode).join(', ')] : [];
  const open = [`<details><summary>${ids.length} rules passed</summary>`, ''];
  return { open, rows, close: ['', '</details>'], what: 'rules' };
}

function changeSection(difference: Difference): Section {
  const changed = difference.resources.filter((each) => each.change !== 'no-op' && !isFree(each));
  const rows = [...changed].sort(byAmount).flatMap(componentRows);
  const count = `${changed.length} ${changed.length === 1 ? 'resource changes' : 'resources change'}`;
  const open = [
    `<details><summary>What changes: ${count}</summary>`,
    '',
    '| Resource | Prior | Planned | Difference |',
    '|:--|--:|--:|--:|',
  ];
  return { open, rows, close: ['', '</details>'], what: 'rows' };
}

function isFree(each: ResourceDifference): boolean {
  return [each.prior, each.planned].every((side) => side === null || side.support === 'free');
}

function byAmount(a: ResourceDifference, b: ResourceDifference): number {
  const size = (each: ResourceDifference): number => each.monthlyCost?.amount.abs().toNumber() ?? Number.MAX_VALUE;
  return size(b) - size(a) || (a.address < b.address ? -1 : 1);
}

function uncertainSection(planned: Estimate): Section {
  const rows = planned.projects.flatMap((project) => [
    ...project.diagnostics.map(
      (each) =>
        `- ${each.severity}: ${markdownText(each.message)}${each.place ? ` (${markdownText(`${each.place.file}:${each.place.line ?? 1}`)})` : ''}`,
    ),
    ...project.resources.flatMap((resource) => {
      const rowsOf = resource.components.filter((row) => row.priceState !== 'priced');
      const own =
        resource.reason && resource.support !== 'free'
          ? [`- ${markdownCode(resource.address)}: ${markdownText(resource.reason)}`]
          : [];
      return [
        ...own,
        ...rowsOf.map(
          (row) =>
            `- ${markdownCode(resource.address)} ${markdownText(row.name)}: ${row.priceState === 'usage' ? '' : `${row.priceState}, `}${markdownText(row.reason ?? '')}`,
        ),
      ];
    }),
  ]);
  const open = [`<details><summary>What is not priced, not known or depends on usage (${rows.length})</summary>`, ''];
  return { open, rows, close: ['', '</details>'], what: 'entries' };
}

function footer(report: GateReport, options: CommentOptions): string {
  const { priceBook, coverage } = report.difference.planned;
  const { priced, free, unsupported, unpriced, unknown } = coverage;
  const link = options.reportUrl ? ` · [full report](${options.reportUrl})` : '';
  const counts = `${priced} priced, ${free} free, ${unsupported} unsupported, ${unpriced} unpriced, ${unknown} unknown`;
  const origin = `Prices of ${priceBook.asOf} (${priceBook.digest.slice(0, 19)}), policies ${report.policyDigest.slice(0, 19)}`;
  return `<sub>${counts}. ${origin}. List prices before discounts and taxes; 730 hours a month.${link}</sub>`;
}
