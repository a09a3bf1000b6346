import type { GateReport } from '#app/flows/gate-report.ts';
import type { Money } from '#app/measure/money.ts';
import { percentText, roundMoneyText } from './amount-text.ts';
import { changeChart } from './change-chart.ts';
import { budgetSection } from './comment-budgets.ts';
import { changeSection } from './comment-changes.ts';
import {
  findingSection,
  moreFindingsSection,
  type Overriders,
  overrideLines,
  passedSection,
} from './comment-findings.ts';
import { projectTable } from './comment-projects.ts';
import { rangeSection } from './comment-ranges.ts';
import { type Section, sectionText } from './comment-section.ts';
import { uncertainSection } from './comment-uncertain.ts';

export interface CommentOptions {
  /** Where the whole report is, null when it is nowhere else. */
  readonly reportUrl: string | null;
  /** Largest length in characters; GitHub refuses more than 65,536. */
  readonly limit: number;
  /** Who may override; null where nobody can. */
  readonly overriders: Overriders | null;
}

/** The most of the room that one part may take, so that another is not left without any. */
interface Part {
  readonly section: Section;
  readonly share: number;
}

/** The comment on a pull request: headline, projects, verdict, what changes, what is not known, where it comes from. */
export function commentMarkdown(report: GateReport, options: CommentOptions): string {
  const { difference } = report;
  const parts: readonly Part[] = [
    { section: changeSection(difference), share: 0.6 },
    { section: moreFindingsSection(report), share: 0.6 },
    { section: uncertainSection(difference), share: 0.8 },
    { section: passedSection(report), share: 1 },
  ];
  return assemble({ head: openHead(report, options), parts, chart: changeChart(difference), report }, options);
}

/** What a check run says above: the verdict and why. */
export function checkSummary(report: GateReport, options: CommentOptions): string {
  const parts = [{ section: moreFindingsSection(report), share: 1 }];
  return assemble({ head: openHead(report, options), parts, chart: [], report }, options);
}

/** What a check run says below: every change, and what is not known. */
export function checkDetails({ difference, ...report }: GateReport, options: CommentOptions): string {
  const parts = [
    { section: changeSection(difference), share: 0.7 },
    { section: uncertainSection(difference), share: 0.9 },
    { section: passedSection({ difference, ...report }), share: 1 },
  ];
  return fill(parts, { room: options.limit, options }).lines.slice(1).join('\n');
}

/** What stands in the open: headline, projects, ranges, budgets, what the rules found and who may override it. */
function openHead(report: GateReport, options: CommentOptions): readonly string[] {
  const head = [headline(report), '', ...projectTable(report.difference)];
  const parts = [
    { section: rangeSection(report.difference), share: 0.2 },
    { section: budgetSection(report), share: 0.2 },
    { section: findingSection(report), share: 0.6 },
  ];
  const { lines } = fill(parts, { room: options.limit - head.join('\n').length - 2_000, options });
  return [...head, ...lines, ...overrideLines(report, options.overriders)];
}

function assemble(
  request: {
    readonly head: readonly string[];
    readonly parts: readonly Part[];
    readonly chart: readonly string[];
    readonly report: GateReport;
  },
  options: CommentOptions,
): string {
  const { head, parts, chart, report } = request;
  const foot = ['', footer(report, options)];
  const { lines, room } = fill(parts, { room: options.limit - [...head, ...foot].join('\n').length - 2, options });
  const drawn = chart.join('\n').length < room - 200 ? chart : [];
  return [...head, ...lines, ...drawn, ...foot].join('\n');
}

/** The parts in their order, each within its share of what room is left. */
function fill(
  parts: readonly Part[],
  { room, options }: { readonly room: number; readonly options: CommentOptions },
): { readonly lines: readonly string[]; readonly room: number } {
  const lines: string[] = [];
  let left = room;
  for (const { section, share } of parts) {
    const text = sectionText(section, { characters: left * share - 200, reportUrl: options.reportUrl });
    if (text.length === 0) continue;
    lines.push('', ...text);
    left -= text.join('\n').length + 2;
  }
  return { lines, room: left };
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

function footer({ difference, policyDigest }: GateReport, options: CommentOptions): string {
  const { priceBook, coverage, projects } = difference.planned;
  const { priced, free, unsupported, unpriced, unknown } = coverage;
  const rows = projects.flatMap((project) => project.resources.flatMap((each) => each.components));
  const isContracted = rows.some((row) => row.listUnitPrice !== undefined || row.flags.includes('contracted'));
  const kind = isContracted ? 'Contracted rates where stated, else list prices' : 'List prices before discounts';
  const link = options.reportUrl ? ` · [full report](${options.reportUrl})` : '';
  const counts = `${priced} priced, ${free} free, ${unsupported} unsupported, ${unpriced} unpriced, ${unknown} unknown`;
  const origin = `Prices of ${priceBook.asOf} (${priceBook.digest.slice(0, 19)}), policies ${policyDigest.slice(0, 19)}`;
  return `<sub>${counts}. ${origin}. ${kind}, before taxes; 730 hours a month.${link}</sub>`;
}
