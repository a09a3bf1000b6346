import { sql } from 'kysely';
import { CHARGE_COLUMNS, CUSTOM_COLUMNS, SOURCE_COLUMNS } from '#app/focus/charge.ts';
import { FOCUS_COLUMNS } from '#app/focus/focus-columns.ts';
import type { Database } from './database.ts';
import { firstChargeColumns, firstChargeNames } from './first-charges.ts';

/** Stands for the exact decimal of a database: SQLite has none but its text. */
const DECIMAL = 'exact_decimal';
/** Stands for a key that the database counts up by itself. */
const AUTO_KEY = 'auto_key';

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
  `create table charges (${firstChargeColumns(DECIMAL)}, ${sourceColumns()}, primary key ("x_SourceId", "x_ChargeKey"))`,
  'create index charges_period on charges ("ChargePeriodStart")',
  'create index charges_resource on charges ("ResourceId", "ChargePeriodStart")',
  `create table decision_log (
    decision_id text primary key, recorded_at text not null, decision text not null, event text not null)`,
  'create index decision_log_recorded on decision_log (recorded_at)',
  `create table open_commitments (
    repository text not null, number integer not null, head_sha text not null, base_ref text not null,
    currency text, amounts text not null, recorded_at double precision not null,
    primary key (repository, number, head_sha))`,
  `create table ingest_delivery (
    delivery_no ${AUTO_KEY}, source_id text not null, scope text not null, delivery_id text not null,
    digest text not null, state text not null, files text not null, begun_at text not null,
    touched_at double precision not null, owner text not null, committed_at text, row_count double precision,
    rejected_count double precision, first_day text, last_day text, day_count double precision, sums text,
    remarks text, refusal text)`,
  `create unique index ingest_delivery_current on ingest_delivery (source_id, scope) where state = 'current'`,
  `create unique index ingest_delivery_loading on ingest_delivery (source_id, scope) where state = 'loading'`,
  // What is written charge by charge belongs to no delivery: the one of number 0 stands for that.
  `insert into ingest_delivery (delivery_no, source_id, scope, delivery_id, digest, state, files, begun_at, touched_at, owner)
    values (0, '', '', '', '', 'current', '[]', '', 0, '')`,
  `create table charge_rows (delivery_no integer not null, ${chargeColumns()})`,
  `insert into charge_rows (delivery_no, ${firstNames()}, "ServiceProviderName")
    select 0, ${firstNames()}, "ProviderName" from charges`,
  'drop table charges',
  `create unique index charge_rows_key on charge_rows ("x_SourceId", "x_ChargeKey") where delivery_no = 0`,
  'create index charge_rows_period on charge_rows (delivery_no, "ChargePeriodStart")',
  `create view charges as select ${CHARGE_COLUMNS.map((name) => `"${name}"`).join(', ')} from charge_rows
    where delivery_no in (select delivery_no from ingest_delivery where state = 'current')`,
  `create table sent_notices (
    route text not null, notice_key text not null, state text not null, sent_at text not null,
    primary key (route, notice_key))`,
  `create table allocation_ledger (
    period text not null, holder_kind text not null, holder text not null, rule text, entry text not null,
    origin text not null, from_day text not null, until_day text not null, currency text not null,
    billed_cost ${DECIMAL} not null, effective_cost ${DECIMAL} not null, computed_at text not null)`,
  'create index allocation_ledger_period on allocation_ledger (period)',
  `create table incidents (
    id text primary key, state text not null, kind text not null, currency text not null, scope text not null,
    first_day text not null, last_day text not null, impact text not null, part_of text, document text not null,
    changed_at text not null)`,
  'create index incidents_state on incidents (state)',
  `create table incident_feedback (
    incident_id text not null, given_at text not null, verdict text not null, given_by text not null, reason text not null,
    primary key (incident_id, given_at))`,
  `create table incident_mutes (
    id text primary key, scope text not null, until_day text not null, reason text not null, muted_by text not null,
    created_at text not null)`,
  `create table merged_changes (
    repository text not null, number integer not null, merged_at text not null, document text not null,
    primary key (repository, number))`,
];

function inDialect(statement: string, kind: Database['kind']): string {
  const isPostgres = kind === 'postgres';
  const key = isPostgres ? 'integer generated by default as identity primary key' : 'integer primary key';
  return statement.replaceAll(DECIMAL, isPostgres ? 'numeric' : 'text').replaceAll(AUTO_KEY, key);
}

/** The columns of FOCUS 1.4; a later version adds its own by further statements. */
function chargeColumns(): string {
  const focus = Object.entries(FOCUS_COLUMNS).map(([name, { type, level, isNullable }]) => {
    const isFilled = level === 'mandatory' && !isNullable;
    return `"${name}" ${type === 'decimal' ? DECIMAL : 'text'}${isFilled ? ' not null' : ''}`;
  });
  return [...focus, ...CUSTOM_COLUMNS.map((name) => `"${name}" text`), sourceColumns()].join(', ');
}

function sourceColumns(): string {
  return SOURCE_COLUMNS.map((name) => `"${name}" text not null`).join(', ');
}

function firstNames(): string {
  return [...firstChargeNames(), ...SOURCE_COLUMNS].map((name) => `"${name}"`).join(', ');
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
      await sql.raw(inDialect(statement, kind)).execute(queries);
      await sql`insert into finops_schema (version) values (${index + 1})`.execute(queries);
    }
  });
}
