/** An answer to a request, redirects followed. */
export interface HttpsAnswer {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Address that answered in the end. */
  readonly url: string;
}

/**
 * How modules are fetched; handed in by whoever may use the network. Both refuse hosts that are not allowed.
 * @throws UpstreamError or InputError, in one line, when there is no answer or it must not be asked for.
 */
export interface ModuleTransport {
  readonly get: (url: string) => Promise<HttpsAnswer>;
  /** The files of a commit as a `.tar.gz` with one top folder. */
  readonly gitArchive: (url: string, ref: string | null) => Promise<Uint8Array>;
}

/** What was fetched before, by a name that stands for one content. */
export interface ModuleCache {
  /** Null where there is nothing, or something that was tampered with. */
  readonly read: (name: string) => Uint8Array | null;
  readonly write: (name: string, archive: Uint8Array) => void;
}
