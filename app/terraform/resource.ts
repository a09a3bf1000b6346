import type { Diagnostic } from '#app/errors.ts';

/** Stands in an attribute for a value that is decided only at apply, or that cannot be worked out offline. */
export const UNKNOWN: unique symbol = Symbol.for('finops.unknown');

/** A JSON value in which any part may be unknown. Nested blocks are arrays of objects, as in plan JSON. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | typeof UNKNOWN
  | readonly AttributeValue[]
  | { readonly [name: string]: AttributeValue };

export type Attributes = { readonly [name: string]: AttributeValue };

/** Lines count from 1, both inclusive; `file` is relative to the repository's root. */
export interface SourceRange {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Tags as the cloud will see them: the resource's own over the provider's defaults. */
export interface EffectiveTags {
  readonly values: Readonly<Record<string, string>>;
  /** Keys that are set to a value not known before apply. */
  readonly unknownKeys: readonly string[];
  /** True when the set of keys itself is not known, so that no key can be called missing. */
  readonly incomplete: boolean;
}

/** One instance of a Terraform resource or data source, from plan JSON or from a module directory alike. */
export interface ResourceInstance {
  /** Full address: `module.a["x"].aws_instance.web[0]`. Data sources start with `data.` after the module path. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index: string | number | null;
  /** Address of the module instance, an empty string for the root module. */
  readonly module: string;
  /** Local name of the provider: `aws`, `azurerm`, `google`, … */
  readonly provider: string;
  /** Region (or Google zone's region) that the provider configuration sets; null when it sets none. */
  readonly providerRegion: string | typeof UNKNOWN | null;
  readonly attributes: Attributes;
  /** Why a part is unknown, by dotted path: `{ instance_type: 'var.size has no value' }`. */
  readonly unknownReasons: Readonly<Record<string, string>>;
  /** Dotted paths of sensitive values; they never reach an output. */
  readonly sensitivePaths: readonly string[];
  /**
   * Resources that an attribute's expression refers to, by dotted attribute path without list indexes
   * (`launch_template.id`): full instance addresses where the instance is known, else the address without index.
   */
  readonly references: Readonly<Record<string, readonly string[]>>;
  /** Null when the type carries no tags. */
  readonly tags: EffectiveTags | null;
  readonly source: SourceRange | null;
}

export type ProjectKind =
  | 'terraform_dir'
  | 'terraform_plan_json'
  | 'terraform_state_json'
  | 'terragrunt_dir'
  | 'kubernetes';

/** What one root module (or plan, or state) describes. */
export interface TerraformProject {
  readonly name: string;
  /** Relative to the repository's root. */
  readonly path: string;
  readonly kind: ProjectKind;
  readonly workspace: string | null;
  readonly resources: readonly ResourceInstance[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How a planned instance relates to the prior one. */
export type ResourceChange = 'create' | 'update' | 'delete' | 'replace' | 'no-op';
