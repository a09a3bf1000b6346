/** A file as a listing shows it. */
export interface StoredFile {
  /** Path inside the store, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Changes with its content. */
  readonly tag: string;
  /** Milliseconds since 1970, where the store knows. */
  readonly modifiedMs?: number | undefined;
}

/** Files of a directory or a bucket. */
export interface FileStore {
  /** How messages call it: `s3://bucket`, `bills`. */
  readonly where: string;
  /** All files below a prefix, by name. @throws UpstreamError */
  readonly list: (prefix: string) => Promise<readonly StoredFile[]>;
  /** The bytes of a file, as they come. @throws UpstreamError when it is not there or the connection breaks. */
  readonly stream: (name: string) => Promise<AsyncIterable<Uint8Array>>;
  /** The bytes `[start, end)` of a file. */
  readonly slice: (name: string, range: { readonly start: number; readonly end: number }) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** The whole text of a small file, at most `maxBytes` of it. */
export async function readSmallText(store: FileStore, file: StoredFile): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.stream(file.name)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
