import type { ResourceEstimate } from '#app/estimate/estimate.ts';
import type { NewValue } from '#app/hcl/edit.ts';
import type { MachineSpec } from '#app/pricing/price.ts';
import type { Evidence, Interruption, Risk } from './finding.ts';
import type { RemediationSettings } from './settings.ts';

/** A change of the code that a remedy asks for. */
export type WantedChange = SetAttribute | AddResource;

/** An attribute gets a value, by the path that plan JSON has. */
export interface SetAttribute {
  readonly kind: 'set';
  readonly attribute: readonly (string | number)[];
  readonly value: NewValue;
}

/** A resource is written behind the one that was found; its cost must be nothing. */
export interface AddResource {
  readonly kind: 'add';
  readonly type: string;
  /** The lines between the braces, indented by two spaces; `SELF` stands for the found resource's own address. */
  readonly body: string;
}

/** What a remedy says of one resource. */
export interface Proposal {
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** Empty where only a person can do it; `byHand` then says what. */
  readonly changes: readonly WantedChange[];
  readonly byHand?: string;
  readonly cautions?: readonly string[];
  /** Why nobody can tell what it saves, where the estimate could not know. */
  readonly unknownSavings?: string;
  /** The amount is what the resource costs: it is not needed at all. */
  readonly savesAll?: true;
}

/** What a remedy may ask about a resource's neighbourhood. */
export interface RemedyContext {
  readonly settings: RemediationSettings;
  /** All resources of the same project. */
  readonly siblings: readonly ResourceEstimate[];
  /** The specification of an AWS machine type; null when the price book has none. */
  readonly machine: (type: string) => MachineSpec | null;
}

/** One way to pay less by an edit of the code. One file a remedy; see CONTRIBUTING.md. */
export interface CodeRemedy {
  readonly id: string;
  readonly title: string;
  /** Terraform types that it looks at. */
  readonly types: readonly [string, ...string[]];
  /** The provider's page that it follows, and the day it was checked. */
  readonly source: { readonly url: string; readonly read: string };
  readonly risk: Risk;
  readonly interruption: Interruption;
  /** True where a commitment may cover what is paid today, so that less use need not mean a smaller bill. */
  readonly mayBeCommitted: boolean;
  readonly rollback: string;
  /** Null where there is nothing to say. It reads only what is certain: an unknown attribute is no finding. */
  readonly propose: (resource: ResourceEstimate, context: RemedyContext) => Proposal | null;
}
