import { sql } from 'kysely';
import { SOURCE_COLUMNS } from '#app/focus/charge.ts';
import { FOCUS_COLUMNS } from '#app/focus/focus-columns.ts';
import type { Database } from './database.ts';

/** Stands for the exact decimal of a database: SQLite has none but its text. */
const DECIMAL = 'exact_decimal';

/**
 * Statements that both databases understand, in order; a new version only adds to the list. `double precision` holds
 * milliseconds exactly until the year 287396 and, unlike `bigint`, comes back as a number from both drivers.
 */
const STATEMENTS: readonly string[] = [
  `create table webhook_deliveries (
    guid text primary key, event text not null, action text, received_at double precision not null)`,
  'create index webhook_deliveries_received on webhook_deliveries (received_at)',
  `create table jobs (
    key text primary key, kind text not null, data text not null, generation integer not null,
    wanted_at double precision not null, available_at double precision not null, attempts integer not null,
    lease_owner text, lease_until double precision, last_error text)`,
  'create index jobs_available on jobs (available_at)',
  'create table open_checks (key text primary key, data text not null, begun_at double precision not null)',
  `create table audit_log (
    sequence integer primary key, key text not null unique, recorded_at text not null, record text not null,
    previous_hash text not null, hash text not null)`,
  `create table charges (${chargeColumns()}, primary key ("x_SourceId", "x_ChargeKey"))`,
  'create index charges_period on charges ("ChargePeriodStart")',
  'create index charges_resource on charges ("ResourceId", "ChargePeriodStart")',
  `create table decision_log (
    decision_id text primary key, recorded_at text not null, decision text not null, event text not null)`,
  'create index decision_log_recorded on decision_log (recorded_at)',
  `create table open_commitments (
    repository text not null, number integer not null, head_sha text not null, base_ref text not null,
    currency text, amounts text not null, recorded_at double precision not null,
    primary key (repository, number, head_sha))`,
];

/** The columns of FOCUS 1.2; a later version adds its own by further statements. */
function chargeColumns(): string {
  const focus = Object.entries(FOCUS_COLUMNS).map(([name, { type, level, isNullable }]) => {
    const isFilled = level === 'mandatory' && !isNullable;
    return `"${name}" ${type === 'decimal' ? DECIMAL : 'text'}${isFilled ? ' not null' : ''}`;
  });
  return [...focus, ...SOURCE_COLUMNS.map((name) => `"${name}" text not null`)].join(', ');
}

/** Brings the tables up to date; doing it again, or from two replicas at once, changes nothing. */
export async function migrate({ kind, tables }: Database): Promise<void> {
  await tables.transaction().execute(async (queries) => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(7046029254386353131)`.execute(queries);
    await sql`create table if not exists finops_schema (version integer primary key)`.execute(queries);
    const { rows } = await sql<{ version: number | null }>`select max(version) as version from finops_schema`.execute(
      queries,
    );
    const done = rows[0]?.version ?? 0;
    for (const [index, statement] of STATEMENTS.entries()) {
      if (index < done) continue;
      await sql.raw(statement.replaceAll(DECIMAL, kind === 'postgres' ? 'numeric' : 'text')).execute(queries);
      await sql`insert into finops_schema (version) values (${index + 1})`.execute(queries);
    }
  });
}
