import { z } from 'zod';
import { PolicyInput } from './input.ts';

/** JSON Schema of `input`, closed; published as docs/policy-input.schema.json. */
export function inputSchema(): unknown {
  return z.toJSONSchema(PolicyInput);
}
