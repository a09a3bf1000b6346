import type { DecisionEvent } from './decision-log.ts';
import { escapePointer, type Mask } from './mask-decision.ts';

/** As good as every address that a tag or a title holds; no repetition overlaps another, so that it takes linear time. */
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
export const EMAIL_MARK = '(e-mail)';

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
      const masked = value.replace(EMAIL, EMAIL_MARK);
      if (masked !== value) masks.push({ op: 'upsert', path, value: masked });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        pending.push({ value: inner, path: `${path}/${escapePointer(key)}` });
      }
    }
  }
  return masks;
}
