import type { GateResult } from '#app/flows/gate-report.ts';

/** A soft deny of one resource, with overrides. */
export function gateResult(overrides: Partial<GateResult> = {}): GateResult {
  return {
    id: 'tags/required',
    pack: 'tags',
    severity: 'medium',
    level: 'soft',
    outcome: 'deny',
    message: 'the tag team is missing',
    resource: 'aws_instance.web',
    file: 'infra/main.tf',
    line: 7,
    docs: 'docs/policies.md#tagsrequired',
    fix: 'Add the tag.',
    overrideDigest: '0123456789abcdef',
    ...overrides,
  };
}
