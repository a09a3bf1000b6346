import { FinopsError } from '#app/errors.ts';
import { withoutEmails } from '#app/measure/email-address.ts';
import type { ReviewOutcome } from './review-port.ts';

/** The button that asks for another judgement; the identifier is what `check_run.requested_action` brings back. */
export const RECHECK = { label: 'Check again', description: 'Judge this commit once more', identifier: 'recheck' };

/**
 * What is published when the gate could not judge: a failure, never a success. The text of an error of ours may hold
 * anything, so only messages made for readers are shown.
 */
export function unjudgedOutcome(error: unknown): ReviewOutcome {
  const isForReaders = error instanceof FinopsError;
  const reason = isForReaders ? error.message : 'an unexpected fault of the gate; its log has the details';
  const remedy = isForReaders && error.remedy ? `\n\nWhat to do: ${plain(error.remedy)}.` : '';
  return {
    conclusion: 'failure',
    title: 'The gate could not judge this change',
    summary: `${plain(reason)}${remedy}`,
    details: '',
    annotations: [],
    actions: [RECHECK],
    externalId: 'finops:unjudged',
    comment: null,
    labels: null,
    audit: { reason: isForReaders ? error.code : 'fault' },
  };
}

/** Text that cannot break out of the markdown or call anybody. */
function plain(text: string): string {
  return withoutEmails(text)
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll(/[<>|`*_[\]\\]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .slice(0, 2000);
}
