import { ConfigError } from '#app/errors.ts';
import type { Severity } from './notice.ts';
import type { Notifier } from './notifier.ts';
import { shortLine } from './text.ts';

/** By service region; no other address is ever sent the key. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  us: 'https://events.pagerduty.com/v2/enqueue',
  eu: 'https://events.eu.pagerduty.com/v2/enqueue',
};
const SEVERITY: Readonly<Record<Severity, string>> = { info: 'info', warn: 'warning', critical: 'critical' };

/**
 * An event of PagerDuty's Events API v2: `trigger`, or `resolve` when the matter is over; the key of the notice is its
 * `dedup_key`, so that the same matter is one alert.
 */
export const pagerdutyNotifier: Notifier = {
  kind: 'pagerduty',
  secrets: { key: 'PAGERDUTY_ROUTING_KEY' },
  source: 'https://developer.pagerduty.com/docs/events-api-v2-overview (facts read 2026-08-21)',
  write({ key, topic, severity, state, title, fields, lines, at }, { secrets, options }) {
    const routingKey = secrets['key'] ?? '';
    if (!/^[\w-]{16,64}$/.test(routingKey)) {
      const remedy = 'set it to the integration key of an Events API v2 integration';
      throw new ConfigError('the routing key of PagerDuty is none', { remedy });
    }
    const custom = Object.fromEntries(fields.map(({ name, text }) => [shortLine(name, 100), shortLine(text, 1000)]));
    const notes = lines.slice(0, 20).map((line) => shortLine(line, 500));
    const payload = {
      summary: shortLine(title, 1024),
      source: 'cloud-finops-toolkit',
      severity: SEVERITY[severity],
      timestamp: at,
      class: topic,
      custom_details: notes.length === 0 ? custom : { ...custom, notes },
    };
    return {
      kind: 'post',
      url: ENDPOINTS[options['region'] ?? 'us'] ?? '',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        routing_key: routingKey,
        event_action: state === 'resolved' ? 'resolve' : 'trigger',
        dedup_key: dedupKey(key),
        ...(state === 'resolved' ? {} : { payload }),
      }),
      accepts: [202],
    };
  },
};

/** 255 characters at most; cutting the end off would make two matters one. */
function dedupKey(key: string): string {
  return shortLine(key, 255);
}
