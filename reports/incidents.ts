import type { Contribution, Incident, Suspect } from '#app/anomaly/incident.ts';
import type { DetectedIncident, Detection } from '#app/flows/detect-anomalies.ts';
import { decimal } from '#app/measure/decimal.ts';
import { money } from '#app/measure/money.ts';
import { moneyText, percentText, signedMoneyText } from './amount-text.ts';
import { columns } from './columns.ts';
import { plainText } from './plain-text.ts';

/** The JSON document of `finops detect` over the warehouse; amounts are decimal strings. */
export function incidentsJson(detection: Detection): string {
  const { open, news, calendar, judged, newestDay } = detection;
  const told = news.map(({ what, incident }) => ({ what, id: incident.id }));
  return JSON.stringify({ incidents: open, news: told, calendar, judged, newestDay }, null, 2);
}

/** Open incidents for a person: what, since when, how much, whose, and what may have caused it. */
export function incidentsTable(detection: Detection, options: { readonly muted: 'shown' | 'hidden' }): string {
  const shown = detection.open.filter(
    ({ partOf, muted }) => partOf === null && (muted === null || options.muted === 'shown'),
  );
  const hidden = detection.open.filter(({ partOf, muted }) => partOf === null && muted !== null).length;
  return [
    headline(detection, shown.length),
    ...(shown.length === 0 ? [] : [table(shown), '', ...shown.flatMap(details)]),
    ...(hidden > 0 && options.muted === 'hidden' ? [`${hidden} muted; finops detect --all shows them.`] : []),
    ...calendarLines(detection),
  ].join('\n');
}

function headline({ judged, newestDay }: Detection, count: number): string {
  if (newestDay === null) return 'There are no charges to judge; run finops ingest first.';
  const what = count === 0 ? 'No open incidents' : count === 1 ? '1 open incident' : `${count} open incidents`;
  return `${what}. ${judged} scopes judged, charges to ${newestDay}.`;
}

function table(incidents: readonly DetectedIncident[]): string {
  const rows = incidents.map((each) => [
    each.id,
    plainText(placeText(each)),
    each.firstDay === each.lastDay ? each.firstDay : `${each.firstDay} … ${each.lastDay.slice(5)}`,
    amountOf(each.actual, each.currency),
    amountOf(each.expected, each.currency),
    signed(each.impact, each.currency),
    shareText(each),
    each.muted === null ? each.detectors.join(', ') : `muted to ${each.muted.until}`,
  ]);
  const head = ['Incident', 'Where', 'Days', 'Actual', 'Expected', 'Impact', 'Share', 'Found by'];
  return columns([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'left']).join('\n');
}

function details(incident: DetectedIncident): readonly string[] {
  const { rootCause, suspects, id, currency } = incident;
  const from = (rootCause?.contributions ?? []).map((each) => contributionText(each, currency));
  const tags = Object.entries(rootCause?.tags ?? {}).map(([tag, value]) => plainText(`${tag}=${value}`));
  return [
    ...(from.length === 0 ? [] : [`${id}: ${from.join(', ')}${tags.length === 0 ? '' : ` (${tags.join(', ')})`}`]),
    ...suspects.map((each) => `${id}: ${suspectText(each)}`),
  ];
}

/** What a part adds to an incident. */
function contributionText({ name, value, delta }: Contribution, currency: string): string {
  return plainText(`${name ?? value ?? '(none)'} ${signed(delta, currency)}`);
}

/** One suspected change with what speaks for it; never a certainty. */
export function suspectText(suspect: Suspect): string {
  const what = suspect.number === null ? 'a commit' : `${suspect.repository ?? ''}#${suspect.number}`;
  const percent = Math.round(suspect.confidence * 100);
  return plainText(`may come from ${what} "${suspect.title}" (${percent} % sure: ${suspect.reasons.join(', ')})`);
}

/** The deepest place that explains an incident, for a person. */
export function placeText(incident: Pick<Incident, 'scope' | 'rootCause'>): string {
  const scope = Object.values(incident.scope).map((value) => value ?? '(none)');
  const path = (incident.rootCause?.path ?? []).map(({ name, value }) => name ?? value ?? '(none)');
  const parts = [...scope, ...path];
  return parts.length === 0 ? 'everything' : parts.join(' / ');
}

function calendarLines({ calendar }: Detection): readonly string[] {
  return calendar.map(({ category, account, service, currency, month, actual, monthBefore }) =>
    plainText(
      `${month}: ${category} of ${service ?? '(no service)'} in ${account ?? '(no account)'} is ${amountOf(actual, currency)}, the month before ${amountOf(monthBefore, currency)}.`,
    ),
  );
}

function amountOf(amount: string, currency: string): string {
  return moneyText(money(amount, currency));
}

function signed(amount: string, currency: string): string {
  return signedMoneyText(money(amount, currency));
}

function shareText({ impact, expected }: Incident): string {
  const usual = decimal(expected).abs();
  return usual.isZero() ? 'new' : percentText(decimal(impact).div(usual).times(100));
}
