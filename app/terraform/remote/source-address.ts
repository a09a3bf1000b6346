/** What the `source` of a module call names, when it is not a directory beside the caller. */
export type RemoteSource = RegistrySource | GitSource | ArchiveSource | RefusedSource;

export interface RegistrySource {
  readonly kind: 'registry';
  readonly host: string;
  /** `namespace/name/provider`. */
  readonly name: string;
  /** Directory inside of what is fetched, an empty string for all of it. */
  readonly inside: string;
}

export interface GitSource {
  readonly kind: 'git';
  /** `https://…`, without credentials in it. */
  readonly url: string;
  readonly ref: string | null;
  readonly inside: string;
}

export interface ArchiveSource {
  readonly kind: 'archive';
  readonly url: string;
  readonly inside: string;
}

/** A source that is never fetched, with why. */
export interface RefusedSource {
  readonly kind: 'refused';
  readonly why: string;
}

const DEFAULT_REGISTRY = 'registry.terraform.io';
const NAME = '[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?';
const REGISTRY = new RegExp(`^(?:([\\w-]+(?:\\.[\\w-]+)+(?::\\d+)?)/)?(${NAME}/${NAME}/[0-9a-z]{1,64})$`);
const HOSTED = /^(github\.com|bitbucket\.org|gitlab\.com)\/([\w.-]+)\/([\w.-]+?)(?:\.git)?$/;
const ARCHIVE = /\.(zip|tar\.gz|tgz)$/;

/**
 * Reads a module source by the forms of https://developer.hashicorp.com/terraform/language/modules/sources (read
 * 2026-11-25); null for a local directory. Only https is ever asked: ssh, `ext::`, `file::`, absolute paths and the
 * object stores, which need credentials, are refused.
 */
export function remoteSource(source: string): RemoteSource | null {
  if (/^\.\.?(\/|\\|$)/.test(source)) return null;
  const forced = /^([a-z0-9]+)::(.*)$/s.exec(source);
  if (forced?.[1] === 'git') return gitSource(forced[2] ?? '');
  if (forced) return refused(`sources of the kind ${forced[1]}:: are not fetched`);
  if (/^[\w.-]+@[\w.-]+:/.test(source)) return refused('it asks for ssh; only https is fetched');
  const { address, inside, query } = taken(source);
  const hosted = HOSTED.exec(address);
  if (hosted) {
    const url = `https://${hosted[1]}/${hosted[2]}/${hosted[3]}.git`;
    return insideOf({ kind: 'git', url, ref: refOf(query), inside });
  }
  if (/^https:\/\//.test(address)) return httpsSource({ address, inside, query });
  const registry = REGISTRY.exec(address);
  if (registry && query === '')
    return insideOf({ kind: 'registry', host: registry[1] ?? DEFAULT_REGISTRY, name: registry[2] ?? '', inside });
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(address)) return refused(`only https is fetched, not ${address.split(':', 1)[0]}`);
  return refused('it is no source that can be fetched');
}

interface Taken {
  readonly address: string;
  readonly inside: string;
  readonly query: string;
}

/** `https://host/path//inside?query` in its parts. */
function taken(source: string): Taken {
  const [bare = '', query = ''] = source.split(/\?(.*)/s);
  const at = bare.indexOf('//', bare.includes('://') ? bare.indexOf('://') + 3 : 0);
  if (at < 0) return { address: bare, inside: '', query };
  return { address: bare.slice(0, at), inside: bare.slice(at + 2).replace(/\/+$/, ''), query };
}

function gitSource(text: string): RemoteSource {
  const { address, inside, query } = taken(text);
  const url = address.startsWith('https://') ? withoutCredentials(address) : null;
  if (url === null) return refused('git is only asked over https, without a user and password in the address');
  return insideOf({ kind: 'git', url, ref: refOf(query), inside });
}

function httpsSource({ address, inside, query }: Taken): RemoteSource {
  const url = withoutCredentials(address);
  if (url === null) return refused('an address with a user or password in it is not asked');
  const parameters = new URLSearchParams(query);
  const asked = parameters.get('archive');
  parameters.delete('archive');
  const isArchive = asked === null ? ARCHIVE.test(new URL(url).pathname) : /^(zip|tar\.gz|tgz)$/.test(asked);
  if (!isArchive) return refused('it is no archive (.zip, .tar.gz, .tgz) and no git repository');
  return insideOf({ kind: 'archive', url: parameters.size > 0 ? `${url}?${parameters}` : url, inside });
}

/** A path that leaves what is fetched is no path inside of it. */
function insideOf(source: Exclude<RemoteSource, RefusedSource>): RemoteSource {
  return source.inside.split('/').includes('..') ? refused('its directory leaves what is fetched') : source;
}

function refOf(query: string): string | null {
  return new URLSearchParams(query).get('ref');
}

function withoutCredentials(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.username === '' && url.password === '' ? url.href : null;
}

function refused(why: string): RefusedSource {
  return { kind: 'refused', why };
}
