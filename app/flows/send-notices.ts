import { createHash } from 'node:crypto';
import type { NotifyRoute } from '#app/config/notify-config.ts';
import { ConfigError, FinopsError, UpstreamError } from '#app/errors.ts';
import type { Notice } from '#app/notify/notice.ts';
import type { Message, Notifier } from '#app/notify/notifier.ts';
import { NOTIFIERS } from '#app/notify/registry.ts';
import type { SentNotice } from '#app/warehouse/sent-notices.ts';

/** What sending needs of the world. */
export interface NotifyPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Posts a message; its status and the begin of its answer. Throws when nothing answers. */
  readonly post: (
    message: Extract<Message, { kind: 'post' }>,
  ) => Promise<{ readonly status: number; readonly text: string }>;
  /** Writes a message into the outbox. */
  readonly writeFile: (message: Extract<Message, { kind: 'file' }>) => void;
  /** What was told before, so that nobody is told the same thing every day. */
  readonly memory: {
    readonly stateOf: (sent: Omit<SentNotice, 'state'>) => Promise<string | null>;
    readonly note: (sent: SentNotice) => Promise<void>;
  };
}

/** What became of the notices. */
export interface NotifyOutcome {
  readonly sent: number;
  /** Told before, or over without ever having been told. */
  readonly known: number;
  /** Errors of routes; the others were told all the same. */
  readonly failures: readonly FinopsError[];
}

/**
 * Sends each notice over the routes that want its severity and topic, once for each state: a matter is opened once and
 * ended once. A route that fails is reported and does not stop the others.
 */
export async function sendNotices(
  { notices, routes }: { readonly notices: readonly Notice[]; readonly routes: readonly NotifyRoute[] },
  ports: NotifyPorts,
): Promise<NotifyOutcome> {
  let sent = 0;
  let known = 0;
  const failures: FinopsError[] = [];
  for (const route of routes) {
    const wanted = notices.filter(
      ({ severity, topic }) => route.severities.includes(severity) && (route.topics?.includes(topic) ?? true),
    );
    if (wanted.length === 0) continue;
    try {
      const notifier = notifierOf(route);
      const settings = { secrets: secretsOf({ route, notifier }, ports), options: optionsOf(route) };
      for (const notice of wanted) {
        const told = { route: nameOf(route), key: notice.key };
        const before = await ports.memory.stateOf(told);
        const state = stateText(notice);
        if (before === state || (before === null && notice.state === 'resolved')) {
          known += 1;
          continue;
        }
        await deliver(notifier.write(notice, settings), { kind: route.kind, ports });
        await ports.memory.note({ ...told, state });
        sent += 1;
      }
    } catch (error) {
      if (!(error instanceof FinopsError)) throw error;
      failures.push(error);
    }
  }
  return { sent, known, failures };
}

function stateText({ state, revision }: Notice): string {
  return state === 'open' && revision !== undefined ? `open ${revision}` : state;
}

function notifierOf({ kind }: NotifyRoute): Notifier {
  const found = NOTIFIERS.find((each) => each.kind === kind);
  if (found) return found;
  throw new ConfigError(`notify: there is no channel ${kind}`, {
    remedy: `choose ${NOTIFIERS.map((each) => each.kind).join(', ')}`,
  });
}

function secretsOf(
  { route, notifier }: { readonly route: NotifyRoute; readonly notifier: Notifier },
  { env }: Pick<NotifyPorts, 'env'>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(notifier.secrets).map(([name, standard]) => {
      const variable = route.env[name] ?? standard;
      const value = env[variable];
      if (value) return [name, value];
      throw new ConfigError(`notify: ${variable} is not set for ${route.kind}`, { remedy: 'set it from a secret' });
    }),
  );
}

function optionsOf({ region }: NotifyRoute): Readonly<Record<string, string>> {
  return region === undefined ? {} : { region };
}

/** Two routes of one kind over different variables are two; the secret itself is not kept. */
function nameOf(route: NotifyRoute): string {
  return `${route.kind}:${createHash('sha256')
    .update(JSON.stringify(Object.entries(route.env).sort()))
    .digest('hex')
    .slice(0, 8)}`;
}

async function deliver(
  message: Message,
  { kind, ports }: { readonly kind: string; readonly ports: NotifyPorts },
): Promise<void> {
  if (message.kind === 'file') {
    ports.writeFile(message);
    return;
  }
  let answer: Awaited<ReturnType<NotifyPorts['post']>>;
  try {
    answer = await ports.post(message);
  } catch (cause) {
    // The cause of a failed connection may name the address, and the address is a secret: it goes no further.
    const code = (cause as { readonly cause?: { readonly code?: unknown } }).cause?.code;
    const why = typeof code === 'string' ? ` (${code})` : '';
    throw new UpstreamError(`${kind} does not answer${why}`, {
      retryable: true,
      remedy: 'check its address and the network',
    });
  }
  const { status, text } = answer;
  if (message.accepts.includes(status)) return;
  const what = `${kind} answered ${status}: ${text.replace(/\s+/g, ' ').slice(0, 100)}`;
  throw new UpstreamError(what, {
    status,
    retryable: status === 429 || status >= 500,
    remedy: 'check the secret of the route',
  });
}
