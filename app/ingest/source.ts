import type { z } from 'zod';
import type { Charge } from '#app/focus/charge.ts';

/** What every source has in `finops.yml`; further keys are those of its kind. Secrets never stand there. */
export interface SourceSettings {
  /** How commands and reports call it; `x_SourceId` of its charges. */
  readonly id: string;
  readonly kind: string;
}

/** What a source may use of the world; handed in, so that a test can hand in another. */
export interface SourcePorts {
  /** For endpoint overrides; credentials come through the default chain of each SDK. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Directory that paths in the settings are relative to. */
  readonly root: string;
  readonly fetch: typeof fetch;
}

/** A whole billing month. */
export interface BillingMonth {
  /** `2026-10`. */
  readonly month: string;
}

/** One file of a delivery. */
export interface DeliveryFile {
  readonly name: string;
  readonly bytes: number | null;
  /** What changes with its content: an ETag, a digest, size and time. */
  readonly tag: string | null;
}

/**
 * One version of all charges of a scope. It replaces, whole, what was delivered before for the same scope: there are no
 * keys by which single rows could be matched.
 */
export interface Delivery {
  /** Billing period (`2026-10`) or partition; a charge belongs to exactly one scope of its source. */
  readonly scope: string;
  /** What the provider calls this version. */
  readonly deliveryId: string;
  /** Changes with any content; the same id and digest are never read twice. */
  readonly digest: string;
  readonly files: readonly DeliveryFile[];
  /** Rows that the provider says there are, where it says so. */
  readonly rowCount?: number;
}

/** A row of the bill that is not kept, with what is known of its cost, so that sums still tie. */
export interface RejectedRow {
  readonly file: string;
  /** Counts from 1, the header not counted. */
  readonly row: number;
  /** What is wrong with it, in a few words. */
  readonly reason: string;
  /** Plain decimal; null where it cannot be told. */
  readonly billedCost: string | null;
  readonly currency: string | null;
}

/** Charges of consecutive rows of one file. */
export interface ChargeBatch {
  readonly file: string;
  readonly charges: readonly Charge[];
  /** The row that `charges[i]` comes from, counted from 1. */
  readonly rows: readonly number[];
  readonly rejected: readonly RejectedRow[];
  /** Rows of the bill that were read for this batch, kept, folded away or rejected. */
  readonly readCount: number;
  /** Said once in the report: `3 columns outside of FOCUS are not kept`. */
  readonly remarks?: readonly string[];
}

/** A source with its settings. */
export interface OpenSource {
  /**
   * What there is to read, the newest version of each scope: of one billing month, or of all that the source has to say.
   * @throws UpstreamError when the provider does not answer, InputError when a manifest is none.
   */
  readonly deliveries: (month: BillingMonth | null) => Promise<readonly Delivery[]>;
  /**
   * The charges of a delivery, in batches of some thousand.
   * @throws UpstreamError and InputError in the midst of it: then nothing of the delivery counts.
   */
  readonly read: (delivery: Delivery) => AsyncIterable<ChargeBatch>;
  /** Ends connections. */
  readonly close: () => Promise<void>;
}

/** A kind of billing source. */
export interface Source {
  /** Name of the kind in `finops.yml` and of its file in `app/ingest/sources`. */
  readonly kind: string;
  readonly summary: string;
  /** The page that the mapping follows, and the day it was read. */
  readonly reference: { readonly url: string; readonly read: string };
  /** How the provider corrects: the same period again (`replacement`), or by further rows (`delta`). */
  readonly corrections: 'replacement' | 'delta';
  /** Grows when the mapping gives other charges for the same rows: deliveries are then read anew. */
  readonly mappingVersion: number;
  /** Keys in `finops.yml`, with a description each. */
  readonly settings: z.ZodObject;
  /** @throws ConfigError when the settings contradict each other. */
  readonly open: (settings: unknown, ports: SourcePorts) => OpenSource;
}

/** A source, its settings parsed by its own schema. */
export function defineSource<Schema extends z.ZodObject>(
  source: Omit<Source, 'settings' | 'open'> & {
    readonly settings: Schema;
    readonly open: (settings: z.infer<Schema>, ports: SourcePorts) => OpenSource;
  },
): Source {
  return { ...source, open: (settings, ports) => source.open(source.settings.parse(settings), ports) };
}
