import { emailNotifier } from './email.ts';
import type { Notifier } from './notifier.ts';
import { pagerdutyNotifier } from './pagerduty.ts';
import { slackNotifier } from './slack.ts';

/** Every channel. */
export const NOTIFIERS: readonly Notifier[] = [emailNotifier, pagerdutyNotifier, slackNotifier];
