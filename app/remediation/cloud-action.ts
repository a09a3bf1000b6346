import type { z } from 'zod';
import type { AwsClients } from './aws/clients.ts';
import type { Interruption, Risk } from './finding.ts';

/** What is changed: one resource of one account and region. */
export interface CloudTarget {
  readonly provider: 'aws';
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The provider's own id: `vol-…`, `eipalloc-…`, a database's identifier, a log group's name. */
  readonly id: string;
}

/** A resource as the cloud describes it now; texts only, so that a fingerprint over them is stable. */
export interface Observed {
  readonly state: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** RFC 3339; null where the cloud does not say, and then nobody knows how old it is. */
  readonly createdAt: string | null;
}

/** One call of the cloud, in the order in which they are made. */
export interface PlannedStep {
  /** Unique in its plan. */
  readonly id: string;
  /** `ec2:DeleteVolume`, as a permission is written. */
  readonly call: string;
  readonly what: string;
  readonly reversible: boolean;
  /** What undoes it; null where nothing does. */
  readonly rollback: string | null;
}

/** What a step gave back, for the audit log and for the steps behind it. */
export interface StepOutcome {
  /** The cloud's own id of the request; null where nothing had to be asked any more. */
  readonly requestId: string | null;
  readonly output: Readonly<Record<string, string>>;
}

/** What a step knows while it runs. */
export interface StepContext {
  readonly target: CloudTarget;
  readonly params: Readonly<Record<string, string | number>>;
  readonly clients: AwsClients;
  /** Names this step of this plan: what it makes carries it, so that asking twice makes one. */
  readonly idempotencyKey: string;
  /** Outputs of the steps before it, by step. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** One thing that may be done to a resource of a cloud. One file an action; see CONTRIBUTING.md. */
export interface CloudAction {
  readonly id: string;
  readonly title: string;
  /** What an id of its targets looks like; anything else is refused before any cloud is asked. */
  readonly idPattern: RegExp;
  readonly params: z.ZodType<Readonly<Record<string, string | number>>>;
  /** What FOCUS ResourceId its targets are billed under; one of them, depending on the export. */
  readonly billedAs: (target: CloudTarget) => readonly string[];
  readonly risk: Risk;
  readonly interruption: Interruption;
  /** Deletes something, or concerns a database: it needs the larger number of approvals. */
  readonly isDestructive: boolean;
  readonly source: { readonly url: string; readonly read: string };
  readonly rollback: string;
  /** The only steps that a plan with this action may have. */
  readonly steps: (params: Readonly<Record<string, string | number>>) => readonly PlannedStep[];
  readonly observe: (target: CloudTarget, clients: AwsClients) => Promise<Observed | null>;
  /** Why it must not be done to what was observed; null where it may. */
  readonly blocker: (observed: Observed, params: Readonly<Record<string, string | number>>) => string | null;
  /** Does one step. It may be asked again after a crash, and then finds what it has done. */
  readonly perform: (step: string, context: StepContext) => Promise<StepOutcome>;
  /** What is wrong afterwards; null where everything is as planned. `observed` is null for what is gone. */
  readonly check: (observed: Observed | null, params: Readonly<Record<string, string | number>>) => string | null;
  /** Puts back what the steps changed, from what was observed before; null where nothing can. */
  readonly undo:
    | ((context: Omit<StepContext, 'idempotencyKey'> & { readonly before: Observed }) => Promise<StepOutcome>)
    | null;
}
