import { PolicyError } from '#app/errors.ts';
import { askEngine, type ToolingDeps } from './ask-engine.ts';

/** An OPA bundle as it lies in the base branch, and what its signature is verified with. */
export interface BundleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Null: a signed bundle is refused, because nobody says by whom it should be signed. */
  readonly key: BundleKey | null;
}

export interface BundleKey {
  /** Public key in PEM. */
  readonly key: string;
  /** As in a JWT: `RS256`, `ES256`, … */
  readonly algorithm: string;
  readonly scope: string;
}

/** What of a bundle is evaluated. */
export interface OpenedBundle {
  readonly path: string;
  /** Base64. */
  readonly wasm: string;
  /** `finops/team/deny`, or `finops/team` with all its rules. */
  readonly entrypoints: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

const ENTRY = /^finops\/\w+(\/\w+)*$/;
const OWN = /^finops\/(packs|gate)(\/|$)/;

/**
 * Opens a bundle with OPA's own reader: signature and file hashes are verified when there is a key.
 * @throws PolicyError with the bundle's path when it is refused.
 */
export async function openBundle(file: BundleFile, deps: ToolingDeps): Promise<OpenedBundle> {
  const place = { file: file.path };
  const key = file.key === null ? null : { id: 'key', ...file.key };
  const bundle = Buffer.from(file.bytes).toString('base64');
  const opened = await askEngine({ op: 'bundle', bundle, key }, deps).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message.replace(' (engine_error)', '') : 'fault';
    throw new PolicyError(`the bundle is refused: ${reason}`, { place, cause, remedy: remedyFor(reason) });
  });
  const [wasm, ...others] = opened.wasm;
  if (wasm === undefined || others.length > 0) {
    throw new PolicyError('the bundle has no policy.wasm', {
      place,
      remedy: 'build it with "opa build -t wasm -e finops/<name>/deny", or put its Rego below policies.paths',
    });
  }
  const unread = opened.entrypoints.find((each) => !ENTRY.test(each) || OWN.test(each));
  if (unread !== undefined || opened.entrypoints.length === 0) {
    throw new PolicyError(`the gate does not read the entry point ${unread ?? '(none)'} of the bundle`, {
      place,
      remedy: 'name the package finops.<name> and build with -e finops/<name>/deny',
    });
  }
  return { path: file.path, wasm, entrypoints: opened.entrypoints, data: opened.data ?? {} };
}

function remedyFor(reason: string): string {
  if (reason.includes('key not provided')) return 'name the public key in policies.bundleKey';
  if (reason.includes('missing .signatures.json')) return 'sign it with "opa build --signing-key" or "opa sign"';
  return 'build it again with "opa build -t wasm", and sign that';
}
