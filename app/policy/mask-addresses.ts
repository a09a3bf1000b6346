import { withoutEmails } from '#app/measure/email-address.ts';
import type { DecisionEvent } from './decision-log.ts';
import { escapePointer, type Mask } from './mask-decision.ts';

/**
 * Masks for every text of an event that holds an e-mail address: the address alone is replaced. The texts of custom
 * policies stay, because the policy digest covers them.
 */
export function addressMasks(event: DecisionEvent): readonly Mask[] {
  const masks: Mask[] = [];
  const { custom_policies: _kept, ...context } = event.request_context;
  const pending: { readonly value: unknown; readonly path: string }[] = [
    { value: event.input, path: '/input' },
    { value: event.result, path: '/result' },
    { value: context, path: '/request_context' },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') {
      const masked = withoutEmails(value);
      if (masked !== value) masks.push({ op: 'upsert', path, value: masked });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        pending.push({ value: inner, path: `${path}/${escapePointer(key)}` });
      }
    }
  }
  return masks;
}
