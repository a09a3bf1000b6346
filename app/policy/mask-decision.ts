import type { DecisionEvent } from './decision-log.ts';

/** What is to be taken out of an event, or replaced in it. */
export type Mask =
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'upsert'; readonly path: string; readonly value: unknown };

/**
 * The event without what the masks name (JSON pointers under `/input`, `/result` or `/request_context`; `*` stands for
 * every key or index of one level). What was taken out or replaced is listed in `erased` and `masked`, as OPA does it.
 * https://www.openpolicyagent.org/docs/management-decision-logs#masking-sensitive-data (read 2026-11-25).
 */
export function maskDecision(event: DecisionEvent, masks: readonly Mask[]): DecisionEvent {
  const copy = structuredClone(event) as unknown as Record<string, unknown>;
  const applied = { remove: [...event.erased], upsert: [...event.masked] };
  for (const mask of masks) {
    const steps = mask.path.split('/').slice(1).map(unescapePointer);
    if (steps.length > 1 && MASKABLE.includes(steps[0] ?? '')) {
      applied[mask.op].push(...applyMask(copy, { steps, mask, path: '' }));
    }
  }
  return { ...(copy as unknown as DecisionEvent), erased: applied.remove, masked: applied.upsert };
}

const MASKABLE = ['input', 'result', 'request_context'];

interface MaskStep {
  readonly steps: readonly string[];
  readonly mask: Mask;
  readonly path: string;
}

function applyMask(value: unknown, { steps, mask, path }: MaskStep): readonly string[] {
  const [step, ...rest] = steps;
  if (typeof value !== 'object' || value === null || step === undefined) return [];
  const holder = value as Record<string, unknown>;
  const keys = step === '*' ? Object.keys(holder) : Object.hasOwn(holder, step) ? [step] : [];
  return keys.flatMap((key) => {
    const pointer = `${path}/${escapePointer(key)}`;
    if (rest.length > 0) return applyMask(holder[key], { steps: rest, mask, path: pointer });
    if (mask.op === 'upsert') holder[key] = structuredClone(mask.value);
    else if (Array.isArray(holder)) holder[key as unknown as number] = null;
    else delete holder[key];
    return [pointer];
  });
}

/** What stands at a JSON pointer, undefined where nothing does. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const step of pointer.split('/').slice(1).map(unescapePointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

/** One step of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
