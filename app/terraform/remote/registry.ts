import { UpstreamError } from '#app/errors.ts';
import type { RegistrySource } from './source-address.ts';
import type { HttpsAnswer, ModuleTransport } from './transport.ts';
import { newestVersion } from './version-constraint.ts';

/** A version of a registry module and where the registry says that it is. */
export interface RegistryRelease {
  readonly version: string;
  /** A module source again: `git::https://…`, or the address of an archive. */
  readonly download: () => Promise<string>;
}

/**
 * The newest version that the constraint allows, by the module registry protocol
 * (https://developer.hashicorp.com/terraform/internals/module-registry-protocol, read 2026-11-25).
 * @throws UpstreamError when the registry does not answer so, or has no such version.
 */
export async function findRelease(
  source: RegistrySource,
  request: { readonly constraint: string; readonly transport: ModuleTransport },
): Promise<RegistryRelease> {
  const { transport, constraint } = request;
  const base = await discoverModules(source.host, transport);
  const listed = await ask(new URL(`${source.name}/versions`, base).href, transport);
  const version = newestVersion(versionsIn(json(listed)), constraint);
  if (version === null) {
    throw new UpstreamError(`${source.host} has no version ${constraint || 'at all'} of ${source.name}`, {
      retryable: false,
      remedy: 'correct the source or the version',
    });
  }
  return {
    version,
    async download() {
      const answer = await ask(new URL(`${source.name}/${version}/download`, base).href, transport);
      const location = answer.headers['x-terraform-get'] ?? locationIn(answer);
      if (!location) throw unexpected(answer, 'names no place to download it from');
      return /^(\/|\.\.?\/)/.test(location) ? new URL(location, answer.url).href : location;
    },
  };
}

/** Where the host has its module registry: https://developer.hashicorp.com/terraform/internals/remote-service-discovery. */
async function discoverModules(host: string, transport: ModuleTransport): Promise<string> {
  const answer = await ask(`https://${host}/.well-known/terraform.json`, transport);
  const path = (json(answer) as Readonly<Record<string, unknown>> | null)?.['modules.v1'];
  if (typeof path !== 'string' || !URL.canParse(path, answer.url)) throw unexpected(answer, 'offers no modules');
  const url = new URL(path, answer.url).href;
  return url.endsWith('/') ? url : `${url}/`;
}

async function ask(url: string, transport: ModuleTransport): Promise<HttpsAnswer> {
  const answer = await transport.get(url);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw unexpected(answer, `answered with status ${answer.status}`);
}

function unexpected({ url }: HttpsAnswer, what: string): UpstreamError {
  return new UpstreamError(`${new URL(url).host}${new URL(url).pathname} ${what}`, { retryable: false });
}

function json(answer: HttpsAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.body));
  } catch (cause) {
    throw new UpstreamError(`${new URL(answer.url).host} sent no JSON`, { retryable: false, cause });
  }
}

function versionsIn(document: unknown): readonly string[] {
  const modules = (document as { readonly modules?: unknown } | null)?.modules;
  const [first] = Array.isArray(modules) ? modules : [];
  const versions = (first as { readonly versions?: unknown } | undefined)?.versions;
  if (!Array.isArray(versions)) return [];
  return versions.flatMap((each: { readonly version?: unknown } | null) =>
    typeof each?.version === 'string' ? [each.version] : [],
  );
}

/** Newer registries put the place into the body: `{ "location": … }`. */
function locationIn(answer: HttpsAnswer): string | null {
  if (answer.body.length === 0) return null;
  const location = (json(answer) as { readonly location?: unknown } | null)?.location;
  return typeof location === 'string' ? location : null;
}
