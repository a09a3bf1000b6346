import type { DecisionEvent } from './decision-log.ts';

/**
 * The event without what the pointers name (RFC 6901, under `/input`, `/result` or `/request_context`; `*` stands for
 * every key or index of one level). What was taken out is listed in `erased`, as OPA does it.
 * https://www.openpolicyagent.org/docs/management-decision-logs#masking-sensitive-data (read 2026-11-25).
 */
export function maskDecision(event: DecisionEvent, pointers: readonly string[]): DecisionEvent {
  const copy = structuredClone(event) as unknown as Record<string, unknown>;
  const erased = pointers.flatMap((pointer) => {
    const steps = pointer.split('/').slice(1).map(unescapePointer);
    return MASKABLE.includes(steps[0] ?? '') ? erase(copy, steps) : [];
  });
  return { ...(copy as unknown as DecisionEvent), erased: [...event.erased, ...erased] };
}

const MASKABLE = ['input', 'result', 'request_context'];

function erase(value: unknown, steps: readonly string[], path = ''): readonly string[] {
  const [step, ...rest] = steps;
  if (typeof value !== 'object' || value === null || step === undefined) return [];
  const holder = value as Record<string, unknown>;
  const keys = step === '*' ? Object.keys(holder) : Object.hasOwn(holder, step) ? [step] : [];
  return keys.flatMap((key) => {
    const pointer = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (rest.length > 0) return erase(holder[key], rest, pointer);
    delete holder[key];
    return [pointer];
  });
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
