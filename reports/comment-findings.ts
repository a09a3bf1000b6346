import type { GateOverride, GateReport, GateResult } from '#app/flows/gate-report.ts';
import { folded, type Section } from './comment-section.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

/** Who may override, as the base's configuration says; null where nobody asks GitHub. */
export interface Overriders {
  readonly teams: readonly string[];
  readonly codeowners: boolean;
}

const OUTCOMES: Readonly<Record<GateResult['outcome'], string>> = {
  pass: '✅ pass',
  warn: '⚠️ warn',
  deny: '⛔ deny',
  waived: '📄 waived',
  overridden: '🔓 overridden',
  error: '❗ error',
};
const HEAD = ['| | Rule | What | Where |', '|:--|:--|:--|:--|'];
/** So many findings of one rule stand in the open; the others are folded away. */
const FINDINGS_OF_A_RULE = 5;
const MOST_REFUSALS = 5;

/** What the rules found, the gravest first. */
export function findingSection(report: GateReport): Section {
  return { open: HEAD, rows: splitFindings(report).shown, close: [], what: 'findings' };
}

/** Further findings of the same rules. */
export function moreFindingsSection(report: GateReport): Section {
  const { folded: rows } = splitFindings(report);
  return folded(`${rows.length} more findings of the same rules`, { open: HEAD, rows, close: [], what: 'findings' });
}

/** The rules that have nothing to say. */
export function passedSection({ results }: GateReport): Section {
  const failed = new Set(results.filter((each) => each.outcome !== 'pass').map((each) => each.id));
  const passed = new Set(results.filter((each) => each.outcome === 'pass').map((each) => each.id));
  const ids = [...passed].filter((id) => !failed.has(id)).sort();
  const rows = ids.length > 0 ? [ids.map(markdownCode).join(', ')] : [];
  return folded(`${ids.length} rules passed`, { open: [], rows, close: [], what: 'lines' });
}

/** Who can override what is denied, and which overrides do not count; nothing where nothing can be overridden. */
export function overrideLines({ results, overrides }: GateReport, overriders: Overriders | null): readonly string[] {
  const lost = overrides.filter((each) => each.state !== 'applied');
  // Anybody can write such a line, as often as they like.
  const refusals = lost.slice(0, MOST_REFUSALS).map((each) => {
    return `- The override of ${markdownCode(each.ruleId)} by ${markdownText(each.by)} does not count: ${markdownText(each.note ?? each.state)}.`;
  });
  const isAsked = results.some(isOverridable) && overriders;
  const who = isAsked
    ? ['', `To override a soft rule, comment the line that stands with it. ${whoText(overriders)}`]
    : [];
  return [...who, ...(refusals.length > 0 ? ['', ...refusals] : [])];
}

function whoText({ teams, codeowners }: Overriders): string {
  const groups = [
    ...teams.map((team) => `the team ${markdownCode(team)}`),
    ...(codeowners ? ['the code owners of what is denied'] : []),
  ];
  if (groups.length === 0) return 'So far nobody may: name `overrides.teams` in `.github/finops.yml`.';
  return `It counts from ${groups.join(' and ')}, but not from the author or from who pushed last, and until rule, address or planned cost change.`;
}

function splitFindings({ results, overrides }: GateReport) {
  const counts = new Map<string, number>();
  const shown: string[] = [];
  const rest: string[] = [];
  const found = results.filter((each) => each.outcome !== 'pass');
  for (const each of found.toSorted(byGravity)) {
    const count = (counts.get(each.id) ?? 0) + 1;
    counts.set(each.id, count);
    (count <= FINDINGS_OF_A_RULE ? shown : rest).push(findingRow(each, overrides));
  }
  return { shown, folded: rest };
}

const NATURAL = new Intl.Collator('en', { numeric: true });

function byGravity(one: GateResult, other: GateResult): number {
  const byRule = gravity(one) - gravity(other) || NATURAL.compare(one.id, other.id);
  return byRule || NATURAL.compare(one.resource ?? '', other.resource ?? '');
}

function gravity({ outcome, level }: GateResult): number {
  const order = ['error', 'deny hard', 'deny soft', 'warn', 'overridden', 'waived'];
  const at = order.findIndex((each) => each === outcome || each === `${outcome} ${level}`);
  return at === -1 ? order.length : at;
}

function findingRow(each: GateResult, overrides: readonly GateOverride[]): string {
  const fix = each.fix ? `<br>Fix: ${markdownText(each.fix)}` : '';
  const what = `${markdownText(each.message)}${fix}${overrideText(each, overrides)}`;
  const place = each.file ? markdownText(`${each.file}${each.line === null ? '' : `:${each.line}`}`) : '';
  const where = [each.resource ? markdownCode(each.resource) : '', place].filter((part) => part !== '').join('<br>');
  return `| ${OUTCOMES[each.outcome].replace(' ', '&nbsp;')} | ${markdownCode(each.id)} (${each.level}) | ${what} | ${where} |`;
}

function overrideText(each: GateResult, overrides: readonly GateOverride[]): string {
  const named = `${each.id}@${each.overrideDigest}`;
  if (isOverridable(each)) return `<br>${markdownCode(`/finops override ${named} REASON`)}`;
  const held = overrides.find(({ ruleId, digest, state }) => state === 'applied' && `${ruleId}@${digest}` === named);
  return each.outcome === 'overridden' && held
    ? `<br>Overridden by ${markdownText(held.by)}: ${markdownText(held.reason)}`
    : '';
}

function isOverridable({ outcome, level, overrideDigest }: GateResult): boolean {
  return outcome === 'deny' && level === 'soft' && overrideDigest !== null;
}
