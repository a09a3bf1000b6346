import { DYNAMIC, STRING, type Type } from '#app/hcl/type.ts';
import type { Certainty } from '#app/hcl/value.ts';

/** What is certain of an attribute that only the provider fills in. */
export interface FilledAttribute {
  readonly type: Type;
  readonly certain: Certainty | null;
}

const IDENTITY: FilledAttribute = { type: STRING, certain: { notNull: true } };
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html (read 2026-11-25). */
const AWS_NAME: FilledAttribute = { type: STRING, certain: { notNull: true, prefix: 'arn:' } };
/** It is rendered by the provider itself: https://registry.terraform.io/providers/hashicorp/aws/latest/docs (2026-11-25). */
const DOCUMENT: FilledAttribute = { type: STRING, certain: { notNull: true, prefix: '{' } };
const OPEN: FilledAttribute = { type: DYNAMIC, certain: null };

/** What there is to say of an attribute that is not configured. */
export function filledAttribute(resource: string, attribute: string): FilledAttribute {
  if (attribute === 'id') return IDENTITY;
  if (attribute === 'arn') return resource.startsWith('aws_') ? AWS_NAME : { type: STRING, certain: null };
  return resource === 'aws_iam_policy_document' && /^(minified_)?json$/.test(attribute) ? DOCUMENT : OPEN;
}

/** Attributes that every value of the resource has, configured or not. */
export function filledNames(resource: string): readonly string[] {
  if (resource === 'aws_iam_policy_document') return ['id', 'json', 'minified_json'];
  return ['id'];
}
