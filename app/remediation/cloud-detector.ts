import type { Attributes } from '#app/terraform/resource.ts';
import type { AwsClients } from './aws/clients.ts';
import type { CloudTarget, Observed } from './cloud-action.ts';
import type { Evidence } from './finding.ts';

/** A resource that costs more than it has to, with what could be done about it. */
export interface Sighting {
  /** Id of the action. */
  readonly action: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly target: CloudTarget;
  readonly observed: Observed;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly bill: Bill;
}

/** How the price book is asked what is saved: the resource as Terraform would describe it. */
export type Bill = PricedBill | { readonly unknown: string };

export interface PricedBill {
  readonly type: string;
  readonly attributes: Attributes;
  /** Null where nothing is left to pay. */
  readonly planned: Attributes | null;
  /** Only rows whose name begins so: a stopped instance still pays for its disks. */
  readonly rows?: string;
  /** GiB of a snapshot that is kept instead, at most. */
  readonly snapshotGiB?: number;
  /** True where a reservation or savings plan may go on being paid. */
  readonly mayBeCommitted: boolean;
}

/** Where a detector looks. */
export interface DetectorContext {
  readonly clients: AwsClients;
  readonly account: string;
  readonly now: Date;
  readonly minimumAgeDays: number;
  readonly logRetentionDays: number;
}

/** One way to find what a cloud bills in vain. One file a detector. */
export interface CloudDetector {
  readonly id: string;
  readonly title: string;
  readonly action: string;
  /** Where its thresholds come from. */
  readonly source: { readonly url: string; readonly read: string };
  /** Throws UpstreamError where the cloud does not answer. */
  readonly look: (context: DetectorContext) => Promise<readonly Sighting[]>;
}

const DAY_MS = 86_400_000;

/** True for what is at least as old as is asked for; what has no known age is not. */
export function isOldEnough({ createdAt }: Observed, { now, minimumAgeDays }: DetectorContext): boolean {
  return createdAt !== null && now.getTime() - Date.parse(createdAt) >= minimumAgeDays * DAY_MS;
}

/** A target in the account and region of the context. */
export function targetOf(id: string, { account, clients }: DetectorContext): CloudTarget {
  return { provider: 'aws', account, region: clients.region, id };
}
