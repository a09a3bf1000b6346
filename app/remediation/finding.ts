import type { Money } from '#app/measure/money.ts';
import type { SourceRange } from '#app/terraform/resource.ts';

/** What a finding rests on: a value, and where it was read. */
export interface Evidence {
  readonly what: string;
  readonly value: string;
  /** Such as `main.tf:12`, `billed charges`, `CloudWatch`, an address of a provider's page. */
  readonly source: string;
}

/** What a month costs less, in one currency. */
export interface Savings {
  readonly low: Money;
  readonly expected: Money;
  readonly high: Money;
  /** Which rates it was worked out with. */
  readonly basis: 'list' | 'contracted' | 'billed';
  /** Once, before anything is saved: a snapshot that is kept, two machines at a time. Null where nothing is known. */
  readonly transition: Money | null;
  /** What the three amounts assume, in words. */
  readonly note: string;
}

/** Known savings, or why nobody can tell: never zero for "not known". */
export type SavingsAnswer =
  | { readonly state: 'known'; readonly savings: Savings }
  | { readonly state: 'unknown'; readonly reason: string };

export type Risk = 'low' | 'medium' | 'high';

/** What happens to whoever uses the resource while it is changed. */
export type Interruption = 'none' | 'restart' | 'outage';

/** One resource that a finding is about. */
export interface FoundResource {
  readonly address: string;
  readonly type: string;
  readonly project: string;
  readonly region: string | null;
  readonly source: SourceRange | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where the change of a finding is made, or why none is. */
export type Edits =
  | { readonly kind: 'literals'; readonly places: readonly { readonly file: string; readonly line: number }[] }
  | { readonly kind: 'declined'; readonly reason: string };

/** Something that costs more than it has to, and what would help. */
export interface Finding {
  /** Remedy and a digest of what it is about: the same finding has the same id in every run. */
  readonly id: string;
  readonly remedy: string;
  readonly title: string;
  /** `code`: an edit of this repository. `plan`: a plan file for what no code describes. `hand`: a person's work. */
  readonly lane: 'code' | 'plan' | 'hand';
  readonly resources: readonly FoundResource[];
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly savings: SavingsAnswer;
  readonly risk: Risk;
  readonly interruption: Interruption;
  /** What to look out for, one sentence each. */
  readonly cautions: readonly string[];
  /** How it is undone. */
  readonly rollback: string;
  readonly edits: Edits;
  /** The provider's page that the remedy follows. */
  readonly docs: string;
}
