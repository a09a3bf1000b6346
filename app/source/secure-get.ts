import { lookup as systemLookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { InputError, UpstreamError } from '#app/errors.ts';
import { isPublicAddress } from './public-address.ts';

/** What may be asked, and how much of it. */
export interface SecureLimits {
  /** Hosts (`github.com`, `registry.example.com:8443`) that may be asked, redirects included. */
  readonly hosts: readonly string[];
  readonly maxBytes: number;
  /** For one request with all its redirects. */
  readonly timeoutMs: number;
  /** Which addresses a name may stand for; left out, only public ones. */
  readonly isAllowedAddress?: (address: string) => boolean;
  /** How names are resolved; left out, by the system. */
  readonly lookup?: LookupFunction;
  /** File of certificates to trust in place of the usual ones. */
  readonly caFile?: string;
}

export interface SecureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  readonly url: string;
}

const MAX_REDIRECTS = 5;

/**
 * Gets an address over https from an allowed host. The address that is really connected to is checked, so that a name
 * that changes its mind between two questions gains nothing; redirects are followed to allowed hosts only.
 * @throws InputError for what must not be asked, UpstreamError when there is no (whole) answer.
 */
export async function secureGet(url: string, limits: SecureLimits): Promise<SecureAnswer> {
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  let at = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await getOnce(checkedUrl(at, limits), { limits, deadline });
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
    if (!URL.canParse(location, at)) throw failed(at, 'redirects to no address');
    at = new URL(location, at).href;
  }
  throw failed(url, `redirects more than ${MAX_REDIRECTS} times`);
}

/** The address as a URL. @throws InputError when it is not https, holds credentials, or its host is not allowed. */
export function checkedUrl(address: string, { hosts }: Pick<SecureLimits, 'hosts'>): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:') throw new InputError('only https is fetched', { remedy: 'use an https source' });
  if (url.username !== '' || url.password !== '')
    throw new InputError('an address with a user or password in it is not asked', { remedy: 'take it out' });
  if (!hosts.includes(url.host))
    throw new InputError(`${url.host} is not among the hosts that may be asked for modules`, {
      remedy: 'add it to modules.hosts in finops.yml, or vendor the module',
    });
  return url;
}

/** A lookup that knows only addresses that are allowed. */
export function guardedLookup(limits: Pick<SecureLimits, 'isAllowedAddress' | 'lookup'>): LookupFunction {
  const isAllowed = limits.isAllowedAddress ?? isPublicAddress;
  const resolve = limits.lookup ?? (systemLookup as LookupFunction);
  return (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const refused = addresses.find(({ address }) => !isAllowed(address));
      const [first] = addresses;
      if (refused || !first) return done(new RefusedAddress(name), '', 0);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
}

class RefusedAddress extends Error {
  constructor(name: string) {
    super(`${name} stands for an address that is not public`);
  }
}

function getOnce(
  url: URL,
  { limits, deadline }: { readonly limits: SecureLimits; readonly deadline: AbortSignal },
): Promise<SecureAnswer> {
  const isAllowed = limits.isAllowedAddress ?? isPublicAddress;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host)) throw notPublic(url);
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(reasonOf(cause, { url, deadline }));
    const asked = request(url, {
      agent: false,
      lookup: guardedLookup(limits),
      signal: deadline,
      headers: { 'user-agent': 'cloud-finops-toolkit', accept: '*/*', 'accept-encoding': 'identity' },
      ...(limits.caFile === undefined ? {} : { ca: readFileSync(limits.caFile) }),
    });
    asked.on('error', fail);
    asked.on('response', (response) => {
      const { remoteAddress } = response.socket;
      if (remoteAddress === undefined || !isAllowed(remoteAddress)) {
        asked.destroy(new RefusedAddress(url.host));
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > limits.maxBytes) asked.destroy(new Error(`it sends more than ${limits.maxBytes} bytes`));
      });
      response.on('error', fail);
      response.on('aborted', () => fail(new Error('it broke off')));
      response.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
        );
        resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(parts), url: url.href });
      });
    });
    asked.end();
  });
}

function reasonOf(cause: unknown, { url, deadline }: { readonly url: URL; readonly deadline: AbortSignal }): Error {
  if (cause instanceof RefusedAddress) return notPublic(url, cause);
  if (deadline.aborted) return failed(url.href, 'took too long to answer', cause);
  return failed(url.href, `could not be asked: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
}

function notPublic(url: URL, cause?: unknown): InputError {
  return new InputError(`${url.host} stands for an address that is not public`, { cause, remedy: 'do not fetch it' });
}

function failed(address: string, what: string, cause?: unknown): UpstreamError {
  return new UpstreamError(`${new URL(address).host} ${what}`, { retryable: true, cause });
}
