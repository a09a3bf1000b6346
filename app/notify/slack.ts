import type { Notice, Severity } from './notice.ts';
import type { Notifier } from './notifier.ts';
import { secretUrl } from './secret-url.ts';
import { fittingLines, shortLine } from './text.ts';

/** Block Kit's limits: characters of a header, of a field and of a section, fields of a section. */
const HEADER = 150;
const FIELD = 2000;
const SECTION = 3000;
const FIELDS = 10;

const MARKS: Readonly<Record<Severity, string>> = { info: 'ℹ️', warn: '⚠️', critical: '🚨' };

/** A message of Slack's incoming webhooks, in Block Kit. Every text of others is escaped: nobody is mentioned, nothing links. */
export const slackNotifier: Notifier = {
  kind: 'slack',
  secrets: { url: 'SLACK_WEBHOOK_URL' },
  source: 'https://docs.slack.dev/reference/block-kit/blocks (facts read 2026-08-21)',
  write(notice, { secrets }) {
    const { blocks, text } = slackMessage(notice);
    return {
      kind: 'post',
      url: secretUrl(secrets['url'] ?? '', 'the webhook of Slack'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, blocks, unfurl_links: false, unfurl_media: false }),
      accepts: [200],
    };
  },
};

function slackMessage(notice: Notice): { readonly text: string; readonly blocks: readonly unknown[] } {
  const { title, severity, state, fields, lines, key, at, topic } = notice;
  const mark = state === 'resolved' ? '✅' : MARKS[severity];
  const headline = shortLine(`${mark} ${state === 'resolved' ? 'Over: ' : ''}${title}`, HEADER);
  const blocks: unknown[] = [{ type: 'header', text: { type: 'plain_text', text: headline, emoji: true } }];
  for (let from = 0; from < fields.length; from += FIELDS) {
    const part = fields.slice(from, from + FIELDS).map(({ name, text }) => ({
      type: 'mrkdwn',
      text: `*${escaped(shortLine(name, 100))}*\n${escaped(shortLine(text, FIELD / 4)) || '–'}`,
    }));
    blocks.push({ type: 'section', fields: part });
  }
  // Escaping makes a text up to six times as long.
  const body = fittingLines(
    lines.map((line) => escaped(shortLine(line, 400))),
    SECTION,
  );
  if (body.length > 0) blocks.push({ type: 'section', text: { type: 'mrkdwn', text: body.join('\n') } });
  const small = `${topic} · ${at.slice(0, 16)}Z · ${shortLine(key, 200)}`;
  blocks.push({ type: 'context', elements: [{ type: 'plain_text', text: small, emoji: false }] });
  return { text: escaped(headline), blocks };
}

/** What Slack reads as markup; a zero-width space keeps what formats (asterisk, underscore, tilde, backtick) from doing so. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, (character) => `\u200b${character}`);
}
