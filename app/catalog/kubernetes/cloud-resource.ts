import type { Attributes } from '#app/terraform/resource.ts';

/**
 * What the cloud makes for a Kubernetes object, as the Terraform resource that is billed alike; or why nothing is made
 * that anybody is billed for; or why it cannot be told.
 */
export type CloudResource =
  | { readonly type: string; readonly attributes: Attributes; readonly flags: readonly string[] }
  | { readonly free: string }
  | { readonly unpriced: string };
