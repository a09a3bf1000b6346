import type { Incident } from '#app/anomaly/incident.ts';
import { LAG_DAYS, type MergedChange, rankSuspects } from '#app/anomaly/rank-suspects.ts';
import type { Database } from '#app/warehouse/database.ts';
import { readMergedChanges } from '#app/warehouse/merged-changes.ts';

/** What was merged between two instants, as far as a checkout knows; asked only when there is something to explain. */
export type ReadMergedChanges = (span: {
  readonly from: string;
  readonly to: string;
}) => Promise<readonly MergedChange[]>;

const DAY_MS = 86_400_000;

/** Looks for what may have caused those that have no suspect yet; what was found once stays. */
export async function withSuspects(
  incidents: readonly Incident[],
  { mergedChanges, database }: { readonly mergedChanges: ReadMergedChanges; readonly database: Database },
): Promise<readonly Incident[]> {
  const unexplained = incidents.filter(
    ({ state, partOf, suspects }) => state === 'open' && partOf === null && suspects.length === 0,
  );
  const days = unexplained.map(({ firstDay }) => firstDay).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return incidents;
  const span = { from: instantAfter(first, -LAG_DAYS - 1), to: instantAfter(last, 1) };
  const kept = (await readMergedChanges({ since: span.from }, database)).map(({ document, merged_at: mergedAt }) => ({
    ...(JSON.parse(document) as MergedChange),
    mergedAt,
  }));
  const changes = withoutTwins([...kept, ...(await mergedChanges(span))]);
  return incidents.map((each) =>
    unexplained.includes(each) ? { ...each, suspects: rankSuspects(each, changes) } : each,
  );
}

/** The App and a checkout may both know a pull request. */
function withoutTwins(changes: readonly MergedChange[]): readonly MergedChange[] {
  const keyOf = ({ repository, number, mergedAt }: MergedChange) =>
    number === null ? mergedAt : `${repository}#${number}`;
  return [...new Map(changes.map((each) => [keyOf(each), each])).values()];
}

function instantAfter(day: string, days: number): string {
  return `${new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 19)}Z`;
}
