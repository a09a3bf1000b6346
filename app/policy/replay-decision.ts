import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { InputError } from '#app/errors.ts';
import { evaluatePolicies, type PolicyDecision, type PolicyDeps } from './evaluate-policies.ts';
import { PolicyInput } from './input.ts';
import { maskDecision, valueAt } from './mask-decision.ts';
import type { Override } from './overrides.ts';
import type { PolicyResult } from './result.ts';
import { PolicySettings } from './settings.ts';
import type { PlacedWaiver } from './waiver.ts';

/** What a replay needs of an event; everything else is let be. */
const Replayable = z.looseObject({
  labels: z.looseObject({ policy_digest: z.string() }),
  decision_id: z.string(),
  input: PolicyInput,
  result: z.looseObject({ decision: z.enum(['allow', 'warn', 'deny', 'error']), results: z.array(z.unknown()) }),
  request_context: z.looseObject({
    settings: z.unknown(),
    custom_policies: z.array(z.object({ path: z.string(), text: z.string() })),
    bundle: z
      .object({
        path: z.string(),
        wasm: z.base64(),
        entrypoints: z.array(z.string()),
        data: z.record(z.string(), z.unknown()),
      })
      .optional(),
    waivers: z.array(z.unknown()),
    overrides: z.array(z.unknown()),
    unread: z.array(z.unknown()).default([]),
  }),
  erased: z.array(z.string()).default([]),
  masked: z.array(z.string()).default([]),
});

export interface Replay {
  readonly decision: PolicyDecision;
  /** Whether decision and results are the recorded ones. */
  readonly same: boolean;
  /** Whether the packs, settings and custom policies are the recorded ones; where not, a difference proves nothing. */
  readonly samePolicies: boolean;
}

/**
 * Makes a logged decision again, with the clock of then.
 * @throws InputError when the event is none, or lacks what a mask took out.
 */
export async function replayDecision(line: string, deps: PolicyDeps): Promise<Replay> {
  const event = readEvent(line);
  const { settings, custom_policies, bundle = null, waivers, overrides, unread } = event.request_context;
  const decision = await evaluatePolicies(
    {
      input: event.input,
      settings: PolicySettings.parse(settings),
      customPolicies: custom_policies,
      bundle,
      waivers: waivers as readonly PlacedWaiver[],
      overrides: overrides as readonly Override[],
      unread: unread as readonly PolicyResult[],
    },
    { ...deps, newId: () => event.decision_id },
  );
  // What the log was not to hold is not compared.
  const masked = maskDecision(decision.event, [
    ...event.erased.map((path) => ({ op: 'remove', path }) as const),
    ...event.masked.map((path) => ({ op: 'upsert', path, value: valueAt(event, path) }) as const),
  ]);
  return {
    decision,
    same: isDeepStrictEqual(JSON.parse(JSON.stringify(masked.result)), event.result),
    samePolicies: event.labels.policy_digest === decision.policyDigest,
  };
}

function readEvent(line: string): z.infer<typeof Replayable> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputError('the decision is not JSON', { cause });
  }
  const parsed = Replayable.safeParse(value);
  if (parsed.success) return parsed.data;
  const erased = (value as { readonly erased?: readonly string[] } | null)?.erased ?? [];
  const [issue] = parsed.error.issues;
  const why = erased.length > 0 ? `its log was masked (${erased.slice(0, 3).join(', ')})` : issue?.message;
  throw new InputError(`the decision cannot be made again: ${issue?.path.join('.')}: ${why}`, { cause: parsed.error });
}
