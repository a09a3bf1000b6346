import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Notice } from '#app/notify/notice.ts';
import type { Message } from '#app/notify/notifier.ts';
import { NOTIFIERS } from '#app/notify/registry.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const FOLDER = join(repositoryRoot, 'app/notify');
/** What channels are made of, and no channel itself. */
const SHARED = ['notice.ts', 'notifier.ts', 'registry.ts', 'secret-url.ts', 'text.ts'];
const SECRETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  email: { to: 'team@example.com', from: 'finops@example.com' },
  pagerduty: { key: 'R0123456789ABCDEF0123456789ABCDE' },
  slack: { url: 'https://hooks.slack.example/services/T0/B0/secret' },
};
const EVIL = '<!channel> <https://evil.example|*click*> jo@example.com\u202e\u0007';

const notice = (over: Partial<Notice> = {}): Notice => ({
  key: 'budget:shop:2026-11:actual',
  topic: 'budget',
  severity: 'critical',
  state: 'open',
  title: 'Budget shop is over its limit',
  fields: [{ name: 'Billed', text: '$336' }],
  lines: ['provisional: 2026-11-24'],
  at: '2026-11-25T12:00:00.000Z',
  ...over,
});

const HOSTILE = notice({
  title: EVIL,
  fields: Array.from({ length: 23 }, (_, at) => ({ name: `${EVIL}${at}`, text: EVIL.repeat(200) })),
  lines: Array.from({ length: 500 }, () => EVIL.repeat(20)),
});

describe('the registry of channels', () => {
  it('names exactly the files of the folder', () => {
    const files = readdirSync(FOLDER).filter((name) => !SHARED.includes(name));
    expect(files.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(NOTIFIERS.map(({ kind }) => kind));
  });
});

describe.each(NOTIFIERS)('$kind', (notifier) => {
  const secrets = SECRETS[notifier.kind] ?? {};
  const write = (given: Notice): Message => notifier.write(given, { secrets, options: {} });
  const decoded = (message: Message): string =>
    message.kind === 'post' ? message.body : Buffer.from(message.body.split('\r\n\r\n')[1] ?? '', 'base64').toString();

  it('says where its format and its secrets come from', () => {
    expect(notifier.source).toMatch(/^https:\/\/\S+ \(facts read \d{4}-\d\d-\d\d\)$/);
    expect(Object.keys(secrets).sort()).toEqual(Object.keys(notifier.secrets).sort());
    expect(readFileSync(join(FOLDER, `${notifier.kind}.ts`), 'utf8')).toMatch(
      /\/\*\*[\s\S]+\*\/\nexport const \w+Notifier: Notifier = /,
    );
  });

  it('writes the same notice twice the same, and another state differently', () => {
    expect(write(notice())).toEqual(write(notice()));
    expect(write(notice({ state: 'resolved' }))).not.toEqual(write(notice()));
  });

  it('says what is the matter', () => {
    const message = write(notice());
    expect(decoded(message)).toContain('$336');
    if (message.kind === 'post') expect(message.accepts.every((each) => each >= 200 && each < 300)).toBe(true);
    else expect(message.name).toMatch(/^[\w.-]+\.eml$/);
  });

  it('neither prints e-mail addresses of others nor passes control characters on', () => {
    const text = decoded(write(HOSTILE));
    expect(['jo@example.com', '\u202e', '\u0007'].filter((each) => text.includes(each))).toEqual([]);
  });

  it('refuses a secret that is none, without quoting it', () => {
    const wrong = Object.fromEntries(Object.keys(secrets).map((name) => [name, 'hunter2 nonsense']));
    const attempt = () => notifier.write(notice(), { secrets: wrong, options: {} });
    expect(attempt).toThrow(expect.objectContaining({ code: 'config' }));
    expect(attempt).not.toThrow(/hunter2/);
  });
});

const bodyOf = (kind: string, given: Notice) => {
  const found = NOTIFIERS.find((each) => each.kind === kind);
  const message = found?.write(given, { secrets: SECRETS[kind] ?? {}, options: {} });
  return JSON.parse(message?.body ?? 'null');
};

describe('Slack', () => {
  it('keeps to the limits of Block Kit, and nobody can be mentioned or linked', () => {
    const { blocks } = bodyOf('slack', HOSTILE);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks[0].text.text.length).toBeLessThanOrEqual(150);
    for (const block of blocks) {
      if (block.fields) expect(block.fields.length).toBeLessThanOrEqual(10);
      for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2000);
      if (block.type === 'section' && block.text) expect(block.text.text.length).toBeLessThanOrEqual(3000);
    }
    const marked = blocks.flatMap((block: { type: string; fields?: { text: string }[]; text?: { text: string } }) =>
      block.type === 'section' ? [...(block.fields ?? []).map(({ text }) => text), block.text?.text ?? ''] : [],
    );
    expect(marked.join('')).not.toMatch(/[<>]|(?<!\u200b)\*click/);
  });
});

describe('PagerDuty', () => {
  it('triggers and resolves one alert by the same key, with the severities of its own', () => {
    const opened = bodyOf('pagerduty', notice());
    expect(opened).toMatchObject({
      routing_key: 'R0123456789ABCDEF0123456789ABCDE',
      event_action: 'trigger',
      dedup_key: 'budget:shop:2026-11:actual',
      payload: { severity: 'critical', source: 'cloud-finops-toolkit', summary: 'Budget shop is over its limit' },
    });
    const { event_action, dedup_key, payload } = bodyOf('pagerduty', notice({ state: 'resolved' }));
    expect([event_action, dedup_key, payload]).toEqual(['resolve', opened.dedup_key, undefined]);
    expect(bodyOf('pagerduty', notice({ severity: 'warn' })).payload.severity).toBe('warning');
    expect(bodyOf('pagerduty', HOSTILE).payload.summary.length).toBeLessThanOrEqual(1024);
    const long = ['a', 'b'].map((end) => bodyOf('pagerduty', notice({ key: 'x'.repeat(400) + end })).dedup_key);
    expect(long[0]).not.toBe(long[1]);
    expect(long[0].length).toBe(255);
  });
});

describe('e-mail', () => {
  it('is one message that a title cannot give a header to', () => {
    const [message] = [
      NOTIFIERS.find(({ kind }) => kind === 'email')?.write(notice({ title: 'a\r\nBcc: x@y.example' }), {
        secrets: SECRETS['email'] ?? {},
        options: {},
      }),
    ];
    const head = message?.body.split('\r\n\r\n')[0] ?? '';
    expect(head.split('\r\n').map((line) => line.split(':')[0])).toEqual([
      'From',
      'To',
      'Date',
      'Subject',
      'Message-ID',
      'MIME-Version',
      'Content-Type',
      'Content-Transfer-Encoding',
    ]);
    expect(head).toContain('Date: Wed, 25 Nov 2026 12:00:00 +0000');
  });
});
