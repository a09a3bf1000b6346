import { createHash } from 'node:crypto';
import { ConfigError } from '#app/errors.ts';
import type { Notifier } from './notifier.ts';
import { shortLine } from './text.ts';

const ADDRESS = /^[\w.+-]{1,64}@[A-Za-z0-9.-]{1,190}$/;

/**
 * A message as RFC 5322 text in a file, for whatever sends mail here (`sendmail -t < FILE`): there is no SMTP client in
 * this program. The address comes from the environment and stands in no log.
 */
export const emailNotifier: Notifier = {
  kind: 'email',
  secrets: { to: 'FINOPS_EMAIL_TO', from: 'FINOPS_EMAIL_FROM' },
  source: 'https://www.rfc-editor.org/rfc/rfc5322 (facts read 2026-08-21)',
  write({ key, title, state, fields, lines, at, severity }, { secrets }) {
    const [to, from] = [secrets['to'] ?? '', secrets['from'] ?? ''];
    if (!ADDRESS.test(to) || !ADDRESS.test(from)) {
      const remedy = 'set FINOPS_EMAIL_TO and FINOPS_EMAIL_FROM to one address each';
      throw new ConfigError('an address of the e-mail route is none', { remedy });
    }
    const digest = createHash('sha256').update(`${key} ${state}`).digest('hex').slice(0, 24);
    const subject = shortLine(`[finops ${severity}] ${state === 'resolved' ? 'Over: ' : ''}${title}`, 150);
    const text = [
      ...fields.map(({ name, text: value }) => `${shortLine(name, 100)}: ${shortLine(value, 1000)}`),
      '',
      ...lines.map((line) => shortLine(line, 900)),
    ];
    const body = [
      `From: ${from}`,
      `To: ${to}`,
      `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      `Message-ID: <${digest}@cloud-finops-toolkit.invalid>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      ...wrapped(Buffer.from(`${text.join('\n').trim()}\n`).toString('base64')),
      '',
    ];
    return { kind: 'file', name: `${at.slice(0, 10)}-${digest}.eml`, body: body.join('\r\n') };
  },
};

/** RFC 2045 allows 76 characters a line. */
function wrapped(text: string): readonly string[] {
  return text.match(/.{1,76}/g) ?? [];
}
