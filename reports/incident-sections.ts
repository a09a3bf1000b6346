import type { Contribution, Incident, IncidentState } from '#app/anomaly/incident.ts';
import type { WeeklyReport } from '#app/flows/weekly/weekly-report.ts';
import { decimal, ZERO } from '#app/measure/decimal.ts';
import { money } from '#app/measure/money.ts';
import { roundMoneyText, signedMoneyText } from './amount-text.ts';
import { placeText, suspectText } from './incidents.ts';
import { ours, type ReportBlock, type ReportSection, type ReportText, said } from './report-document.ts';

const NONE = 'No incidents are recorded; finops detect keeps them.';
const STATES: Readonly<Record<IncidentState, string>> = {
  open: 'open',
  closed: 'closed',
  accepted: 'the new level',
  planned: 'planned',
  refuted: 'no incident, as somebody said',
  restated: 'gone from the bill',
};

/** Incidents of the week: how many opened and ended, for how much, and what is open. */
export function weeklyIncidentSection({ incidents, week }: WeeklyReport): ReportSection {
  const title = 'Anomalies';
  if (incidents === null) return said(title, NONE);
  const opened = incidents.filter(({ firstDay }) => firstDay >= week.from && firstDay < week.before);
  const ended = incidents.filter(({ state, changedAt }) => state !== 'open' && changedAt.slice(0, 10) >= week.from);
  const open = incidents.filter(({ state }) => state === 'open');
  const shown = incidents.filter((each) => open.includes(each) || opened.includes(each) || ended.includes(each));
  const summary = `${countText(opened)} began in this week, ${countText(ended)} ended, ${countText(open)} are open.`;
  const blocks: ReportBlock[] = [{ kind: 'paragraph', texts: [ours(summary)] }];
  return { title, blocks: shown.length === 0 ? blocks : [...blocks, incidentTable(shown)] };
}

/** Incidents one by one: a table, then what each is made of and what may have caused it. */
export function incidentSections(incidents: readonly Incident[] | null): readonly ReportSection[] {
  if (incidents === null) return [said('Incidents', NONE)];
  const open = incidents.filter(({ state }) => state === 'open');
  const over = incidents.filter(({ state }) => state !== 'open');
  return [
    open.length === 0
      ? said('Open', 'No incident is open.')
      : { title: 'Open', blocks: [incidentTable(open), ...detailsOf(open)] },
    over.length === 0
      ? said('Over', 'No incident of the last sixty days is over.')
      : { title: 'Over', blocks: [incidentTable(over), ...detailsOf(over)] },
  ];
}

/** `2 (+$1,200)`; of several currencies each. */
function countText(incidents: readonly Incident[]): string {
  const sums = [...Map.groupBy(incidents, ({ currency }) => currency)].map(([currency, own]) => {
    const amount = own.reduce((sum, { impact }) => sum.plus(decimal(impact)), ZERO);
    return signedMoneyText({ amount, currency });
  });
  return sums.length === 0 ? String(incidents.length) : `${incidents.length} (${sums.join(', ')})`;
}

function incidentTable(incidents: readonly Incident[]): ReportBlock {
  return {
    kind: 'table',
    head: ['Incident', 'Where', 'Days', 'Expected', 'Actual', 'Impact', ''],
    align: ['left', 'left', 'left', 'right', 'right', 'right', 'left'],
    rows: incidents.map((incident): readonly ReportText[] => {
      const { id, firstDay, lastDay, currency, state } = incident;
      return [
        id,
        placeText(incident),
        ours(firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`),
        ours(roundMoneyText(money(incident.expected, currency))),
        ours(roundMoneyText(money(incident.actual, currency))),
        ours(signedMoneyText(money(incident.impact, currency))),
        ours(STATES[state]),
      ];
    }),
  };
}

function detailsOf(incidents: readonly Incident[]): readonly ReportBlock[] {
  const items = incidents.flatMap(({ id, rootCause, suspects, currency }): readonly (readonly ReportText[])[] => {
    const from = (rootCause?.contributions ?? []).slice(0, 3).map((each) => contributionText(each, currency));
    const tags = Object.entries(rootCause?.tags ?? {}).map(([tag, value]) => `${tag}=${value}`);
    return [
      ...(from.length === 0 ? [] : [[id, ours(': '), [...from, ...tags].join(', ')]]),
      ...suspects.map((suspect) => [id, ours(': '), suspectText(suspect)]),
    ];
  });
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function contributionText({ name, value, delta }: Contribution, currency: string): string {
  return `${name ?? value ?? '(none)'} ${signedMoneyText(money(delta, currency))}`;
}
