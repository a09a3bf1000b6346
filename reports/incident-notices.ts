import type { Incident } from '#app/anomaly/incident.ts';
import { decimal } from '#app/measure/decimal.ts';
import { money } from '#app/measure/money.ts';
import type { Notice } from '#app/notify/notice.ts';
import { roundMoneyText, signedMoneyText } from './amount-text.ts';
import { placeText, suspectText } from './incidents.ts';

/** From this impact on, in whatever currency, somebody is woken. */
const CRITICAL_IMPACT = 1000;

/** A notice of each incident: open, told again when its impact has doubled, or over. */
export function incidentNotices(incidents: readonly Incident[], now: Date): readonly Notice[] {
  return incidents.map((incident) => {
    const { id, kind, currency, impact, expected, actual, firstDay, lastDay, state, rootCause, suspects } = incident;
    const place = placeText(incident);
    const tags = Object.entries(rootCause?.tags ?? {}).map(([tag, value]) => `${tag}=${value}`);
    const from = (rootCause?.contributions ?? [])
      .slice(0, 5)
      .map(({ name, value, delta }) => `${name ?? value ?? '(none)'}  ${signedMoneyText(money(delta, currency))}`);
    const isGreat = decimal(incident.toldImpact).abs().gte(CRITICAL_IMPACT);
    return {
      key: `incident:${id}`,
      topic: 'anomaly',
      severity: isGreat && kind === 'rise' ? 'critical' : 'warn',
      state: state === 'open' ? 'open' : 'resolved',
      revision: incident.toldImpact,
      title: `${kind === 'rise' ? 'Unusual cost' : 'Unusual saving'}: ${signedMoneyText(money(impact, currency))} in ${place}`,
      fields: [
        { name: 'Where', text: place },
        { name: 'Days', text: firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}` },
        { name: 'Expected', text: roundMoneyText(money(expected, currency)) },
        { name: 'Actual', text: roundMoneyText(money(actual, currency)) },
        ...(tags.length === 0 ? [] : [{ name: 'Whose', text: tags.join(', ') }]),
      ],
      lines: [...from, ...suspects.map(suspectText), `finops detect feedback ${id} --verdict yes|no|planned`],
      at: now.toISOString(),
    };
  });
}
