import type SQLite from 'better-sqlite3';
import { type Generated, Kysely, type Transaction } from 'kysely';
import type pg from 'pg';
import { ConfigError } from '#app/errors.ts';
import type { Charge } from '#app/focus/charge.ts';
import { openPostgres } from './open-postgres.ts';
import { sqliteConnection } from './sqlite.ts';

/** A webhook that was accepted, by the id that GitHub gave it. Its payload is not kept. */
export interface DeliveryRow {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** Milliseconds since 1970, UTC, as are all times of these tables. */
  readonly received_at: number;
}

/** Something to be done, at most one row for each thing. */
export interface JobRow {
  readonly key: string;
  readonly kind: string;
  /** JSON. */
  readonly data: string;
  /** Grows with each delivery that asks for the same again. */
  readonly generation: number;
  readonly wanted_at: number;
  readonly available_at: number;
  readonly attempts: number;
  readonly lease_owner: string | null;
  readonly lease_until: number | null;
  readonly last_error: string | null;
}

/** A check run that was begun and not concluded. */
export interface OpenCheckRow {
  readonly key: string;
  readonly data: string;
  readonly begun_at: number;
}

/** One entry of the append-only audit log. */
export interface AuditRow {
  readonly sequence: number;
  /** What makes recording the same deed twice harmless. */
  readonly key: string;
  readonly recorded_at: string;
  /** JSON. */
  readonly record: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** One decision of the gate, masked, in OPA's own event format. */
export interface DecisionRow {
  readonly decision_id: string;
  /** RFC 3339: the clock of the evaluation. */
  readonly recorded_at: string;
  readonly decision: string;
  /** JSON, one line. */
  readonly event: string;
}

/** What a head of an open pull request adds under the budgets of its base. */
export interface CommitmentRow {
  readonly repository: string;
  readonly number: number;
  readonly head_sha: string;
  readonly base_ref: string;
  readonly currency: string | null;
  /** JSON, see `Commitment`. */
  readonly amounts: string;
  readonly recorded_at: number;
}

/** A charge and the delivery that brought it; 0 for what was written charge by charge. */
export type ChargeRow = Charge & { readonly delivery_no: number };

/**
 * `loading`: being written. `current`: in force. `replaced`: by another, its rows still to be removed, then `removed`.
 * `refused`: read and not taken, without rows. `pruning`: too old to be kept, its rows still to be removed, then `pruned`.
 */
export type DeliveryState = 'loading' | 'current' | 'replaced' | 'removed' | 'refused' | 'pruning' | 'pruned';

/** What a source delivered for one scope, and what became of it. */
export interface DeliveredRow {
  readonly delivery_no: Generated<number>;
  readonly source_id: string;
  /** A billing period or partition, which the source always delivers whole. */
  readonly scope: string;
  /** What the source calls this version of the scope. */
  readonly delivery_id: string;
  readonly digest: string;
  /** Only rows of `current` deliveries are seen in `charges`. */
  readonly state: DeliveryState;
  /** JSON. */
  readonly files: string;
  readonly begun_at: string;
  readonly touched_at: number;
  /** Host and process that load it. */
  readonly owner: string;
  readonly committed_at: string | null;
  readonly row_count: number | null;
  readonly rejected_count: number | null;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly day_count: number | null;
  /** JSON: exact sums by currency. */
  readonly sums: string | null;
  /** JSON: what was noticed. */
  readonly remarks: string | null;
  readonly refusal: string | null;
}

/** What a route was told last of a matter. */
export interface SentNoticeRow {
  readonly route: string;
  readonly notice_key: string;
  readonly state: string;
  /** RFC 3339. */
  readonly sent_at: string;
}

/** One row of the ledger of allocation; those of a month are replaced together. */
export interface AllocationRow {
  /** `YYYY-MM`. */
  readonly period: string;
  /** `owner`, `pool` or `rest`. */
  readonly holder_kind: string;
  readonly holder: string;
  readonly rule: string | null;
  /** `charge` or `split`. */
  readonly entry: string;
  readonly origin: string;
  readonly from_day: string;
  readonly until_day: string;
  readonly currency: string;
  readonly billed_cost: string;
  readonly effective_cost: string;
  /** RFC 3339. */
  readonly computed_at: string;
}

/** An incident; what is asked for stands in columns, all of it in the document. */
export interface IncidentRow {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly currency: string;
  /** JSON, as is `document`. */
  readonly scope: string;
  readonly first_day: string;
  readonly last_day: string;
  /** Exact decimal. */
  readonly impact: string;
  readonly part_of: string | null;
  readonly document: string;
  readonly changed_at: string;
}

/** What somebody said of an incident. */
export interface FeedbackRow {
  readonly incident_id: string;
  readonly given_at: string;
  readonly verdict: string;
  readonly given_by: string;
  readonly reason: string;
}

/** A scope of which nobody wants to hear until a day. */
export interface MuteRow {
  readonly id: string;
  readonly scope: string;
  readonly until_day: string;
  readonly reason: string;
  readonly muted_by: string;
  readonly created_at: string;
}

/** What a merged pull request was estimated to add; JSON. */
export interface MergedChangeRow {
  readonly repository: string;
  readonly number: number;
  readonly merged_at: string;
  readonly document: string;
}

export interface Tables {
  readonly allocation_ledger: AllocationRow;
  readonly sent_notices: SentNoticeRow;
  readonly incidents: IncidentRow;
  readonly incident_feedback: FeedbackRow;
  readonly incident_mutes: MuteRow;
  readonly merged_changes: MergedChangeRow;
  /** A view of `charge_rows`, of what is in force. */
  readonly charges: Charge;
  readonly charge_rows: ChargeRow;
  readonly ingest_delivery: DeliveredRow;
  readonly webhook_deliveries: DeliveryRow;
  readonly jobs: JobRow;
  readonly open_checks: OpenCheckRow;
  readonly audit_log: AuditRow;
  readonly decision_log: DecisionRow;
  readonly open_commitments: CommitmentRow;
}

/** One of the databases. Beside its tables, what takes many rows at once. */
export type Database =
  | { readonly kind: 'sqlite'; readonly tables: Kysely<Tables>; readonly file: () => Promise<SQLite.Database> }
  | { readonly kind: 'postgres'; readonly tables: Kysely<Tables>; readonly pool: () => Promise<pg.Pool> };

export type Queries = Kysely<Tables> | Transaction<Tables>;

/**
 * The database of an address: `postgres://…`, or `sqlite:PATH` with `sqlite::memory:` for tests. Its tables are made
 * by `migrate`. Throws ConfigError for any other address; connecting happens at the first query.
 */
export function openDatabase(address: string): Database {
  if (/^postgres(?:ql)?:\/\//.test(address)) return openPostgres(address);
  const [, path] = /^sqlite:(.+)$/s.exec(address) ?? [];
  if (path !== undefined) {
    const { dialect, file } = sqliteConnection(path);
    return { kind: 'sqlite', tables: new Kysely<Tables>({ dialect }), file };
  }
  throw new ConfigError(`not a database address: ${address.replace(/\/\/.*@/, '//…@')}`, {
    remedy: 'set FINOPS_DATABASE_URL to postgres://… or sqlite:PATH',
  });
}
