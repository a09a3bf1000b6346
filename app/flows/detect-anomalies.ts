import { attached } from '#app/anomaly/attach.ts';
import type { CalendarFinding } from '#app/anomaly/calendar-charges.ts';
import { costNodes } from '#app/anomaly/cost-nodes.ts';
import { findIncidents } from '#app/anomaly/find-incidents.ts';
import type { Incident } from '#app/anomaly/incident.ts';
import { DECIDED, type Reconciled, reconcile } from '#app/anomaly/reconcile.ts';
import { rootCause, USAGE } from '#app/anomaly/root-cause.ts';
import { contains, SCOPE_DIMENSIONS, type Scope, scopeKey } from '#app/anomaly/scope.ts';
import { isLarge, type Thresholds } from '#app/anomaly/worth-telling.ts';
import { sourceDays } from '#app/budgets/source-days.ts';
import { decimal } from '#app/measure/decimal.ts';
import { type CostQuery, readCosts } from '#app/warehouse/cost-query.ts';
import type { Database, IncidentRow } from '#app/warehouse/database.ts';
import { putIncidents, readFeedback, readIncidents, readMutes } from '#app/warehouse/incident-store.ts';
import { checkCalendarCharges } from './check-calendar-charges.ts';
import { type ReadMergedChanges, withSuspects } from './find-suspects.ts';

/** What a run of detection found. */
export interface Detection {
  /** The open incidents that are large enough, the greatest impact first; those that are part of another, or muted, say so. */
  readonly open: readonly DetectedIncident[];
  readonly news: Reconciled['news'];
  readonly calendar: readonly CalendarFinding[];
  /** How many scopes were judged, and to which day. */
  readonly judged: number;
  readonly newestDay: string | null;
}

export interface DetectedIncident extends Incident {
  readonly muted: { readonly until: string; readonly reason: string } | null;
}

export interface DetectionRequest {
  readonly now: Date;
  readonly thresholds: Thresholds;
  readonly budget: number;
  readonly mergedChanges: ReadMergedChanges;
  /** Called for each scope that is judged. */
  readonly onJudged?: () => void;
}

const DAY_MS = 86_400_000;
/** Days that are read, and the last ones of them whose incidents are kept; the rest is learnt from. */
const READ_DAYS = 182;
const KEPT_DAYS = 60;
/** Ways down that are walked in one run, greatest impact first. */
const MOST_WALKS = 50;

/**
 * Judges the charges of the warehouse, scope by scope, and keeps the incidents there. Running it again over the same
 * charges changes nothing. @throws UpstreamError through the database.
 */
export async function detectAnomalies(request: DetectionRequest, database: Database): Promise<Detection> {
  const { now } = request;
  const today = dayOf(now);
  const span = { from: instantBefore(today, READ_DAYS), to: instantBefore(today, -1), granularity: 'day' } as const;
  const keptFrom = instantBefore(today, KEPT_DAYS).slice(0, 10);
  const query = (asked: CostQuery) => readCosts(asked, database);
  const delivered = await query({ ...span, metric: 'BilledCost', groupBy: ['x_SourceId', 'ChargeCategory'] });
  const sources = sourceDays(delivered, now);
  const rows = await query({
    ...span,
    metric: 'EffectiveCost',
    groupBy: [...SCOPE_DIMENSIONS, 'x_SourceId'],
    where: USAGE,
  });
  const kept = (await readIncidents({ since: keptFrom }, database)).map(incidentOf);
  const people = await judgementsOf({ kept, now }, database);
  const { thresholds, budget } = request;
  const keptScopes = new Set(kept.map((each) => scopeKey(each.scope, each.currency)));
  const { found, mayOpen, judged } = findIncidents({
    kept: keptScopes,
    nodes: costNodes({ rows, sources }),
    from: keptFrom,
    thresholds,
    budget,
    ...people,
    ...(request.onJudged ? { onJudged: request.onJudged } : {}),
  });
  const { changed, news } = reconcile({ kept, found, mayOpen, from: keptFrom }, now.toISOString());
  const walked = await walk(changed, query);
  const byId = new Map([...kept, ...walked].map((each) => [each.id, each]));
  // What is part of a planned or refuted incident is not told either.
  const live = [...byId.values()].filter(({ state }) => state === 'open' || DECIDED.includes(state));
  const explained = await withSuspects(attached(live), { mergedChanges: request.mergedChanges, database });
  const final = new Map(explained.map((each) => [each.id, each]));
  const written = [...byId.values()].map((each) => final.get(each.id) ?? each);
  const before = new Map(kept.map((each) => [each.id, JSON.stringify(each)]));
  await putIncidents(written.filter((each) => before.get(each.id) !== JSON.stringify(each)).map(rowOf), database);
  const mutes = await readMutes({ day: today }, database);
  const shown = [...final.values()]
    .filter((each) => each.state === 'open' && isLarge(each, thresholds))
    .map((each) => ({ ...each, muted: muteOf(each, mutes) }));
  const heard = new Set(shown.filter(({ muted, partOf }) => muted === null && partOf === null).map(({ id }) => id));
  return {
    open: shown.toSorted((one, other) => decimal(other.impact).abs().comparedTo(decimal(one.impact).abs())),
    news: news
      .filter(({ what, incident }) => (what === 'closed' ? incident.partOf === null : heard.has(incident.id)))
      .map((each) => ({
        ...each,
        incident: final.get(each.incident.id) ?? byId.get(each.incident.id) ?? each.incident,
      })),
    calendar: await checkCalendarCharges({ now, leastImpact: thresholds.leastImpact }, database),
    judged,
    newestDay:
      sources
        .map((each) => each.newest)
        .toSorted()
        .at(-1) ?? null,
  };
}

/** The incidents of rows of the warehouse. */
export function incidentOf(row: Pick<IncidentRow, 'document'>): Incident {
  return JSON.parse(row.document) as Incident;
}

/** A row of the warehouse for an incident. */
export function rowOf(incident: Incident): IncidentRow {
  const { id, state, kind, currency, impact } = incident;
  return {
    ...{ id, state, kind, currency, impact },
    scope: JSON.stringify(incident.scope),
    first_day: incident.firstDay,
    last_day: incident.lastDay,
    part_of: incident.partOf,
    document: JSON.stringify(incident),
    changed_at: incident.changedAt,
  };
}

async function walk(
  changed: readonly Incident[],
  query: (asked: CostQuery) => ReturnType<typeof readCosts>,
): Promise<readonly Incident[]> {
  const greatest = changed.toSorted((one, other) => decimal(other.impact).abs().comparedTo(decimal(one.impact).abs()));
  const walked: Incident[] = [];
  for (const [at, each] of greatest.entries()) {
    const isWalked = at < MOST_WALKS && each.state === 'open';
    walked.push(isWalked ? { ...each, rootCause: await rootCause(each, query) } : each);
  }
  return walked;
}

async function judgementsOf(
  { kept, now }: { readonly kept: readonly Incident[]; readonly now: Date },
  database: Database,
) {
  const feedback = await readFeedback({ since: new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString() }, database);
  const byId = new Map(kept.map((each) => [each.id, each]));
  const refuted = new Map<string, number>();
  for (const { incident_id: id, verdict, given_at: at } of feedback) {
    const incident = byId.get(id);
    if (!incident || verdict !== 'no') continue;
    refuted.set(scopeKey(incident.scope, incident.currency), (now.getTime() - Date.parse(at)) / DAY_MS);
  }
  return { refuted, planned: kept.filter((each) => each.state === 'planned') };
}

function muteOf(
  incident: Incident,
  mutes: readonly { readonly scope: string; readonly until_day: string; readonly reason: string }[],
): DetectedIncident['muted'] {
  const mute = mutes.find((each) => contains(JSON.parse(each.scope) as Scope, incident.scope));
  return mute ? { until: mute.until_day, reason: mute.reason } : null;
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

function instantBefore(day: string, days: number): string {
  return `${new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 19)}Z`;
}
