import { gunzipSync } from 'node:zlib';
import { InputError } from '#app/errors.ts';
import { memoryTree, type Tree } from './tree.ts';

/** What an archive may hold. */
export interface ArchiveLimits {
  /** Bytes of the unpacked archive. */
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** For archives that do not have everything in one top folder. */
  readonly top?: 'keep';
}

const BLOCK = 512;

/**
 * The files of a `.tar.gz` as GitHub sends it for a commit, without its one top folder. Links and devices are left
 * out. Format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar and pax, read 2026-11-25).
 * @throws InputError for an archive that is damaged, that holds more than is allowed, or a path that leaves it.
 */
export function archiveTree(archive: Uint8Array, limits: ArchiveLimits): Tree {
  const files = new Map<string, Uint8Array>();
  for (const { path, content } of entries(unpacked(archive, limits))) {
    const parts = path.split('/');
    if (path.startsWith('/') || parts.includes('..') || path.includes('\0'))
      throw new InputError('the archive holds a path that leaves it', { remedy: 'do not use it' });
    const names = parts.filter((part) => part !== '' && part !== '.');
    const inner = limits.top === 'keep' ? names : names.slice(1);
    if (inner.length > 0) files.set(inner.join('/'), content);
    if (files.size > limits.maxFiles)
      throw new InputError(`the archive holds more than ${limits.maxFiles} files`, { remedy: 'name a part of it' });
  }
  return memoryTree(files);
}

function unpacked(archive: Uint8Array, limits: ArchiveLimits): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: limits.maxBytes });
  } catch (cause) {
    const isLarge = (cause as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    const what = isLarge ? `the archive unpacks to more than ${limits.maxBytes} bytes` : 'the archive is damaged';
    throw new InputError(what, { cause, remedy: isLarge ? 'name a part of it' : 'fetch it again' });
  }
}

interface Entry {
  readonly path: string;
  readonly content: Uint8Array;
}

function* entries(tar: Buffer): Generator<Entry> {
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) return;
    checkSum(header);
    const size = octal(header, 124, 12);
    const content = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw damaged();
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = text(content, 0, size);
    else if (type !== 'g') {
      const prefix = text(header, 345, 155);
      const path = longName ?? (prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`);
      longName = null;
      if (type === '0' || type === '\0') yield { path, content };
    }
  }
}

/** The `path` record of a pax header: lines of `LENGTH KEY=VALUE`. */
function paxPath(content: Uint8Array): string | null {
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(32, at);
    const length = Number(text(content, at, blank - at));
    if (blank < 0 || !Number.isInteger(length) || length <= 0) throw damaged();
    const record = Buffer.from(content.subarray(blank + 1, at + length - 1)).toString();
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return null;
}

/** The sum of all bytes of the header with its own field as blanks. */
function checkSum(header: Uint8Array): void {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0);
  if (sum !== octal(header, 148, 8)) throw damaged();
}

function octal(bytes: Uint8Array, start: number, length: number): number {
  const digits = text(bytes, start, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw damaged();
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString();
}

function damaged(): InputError {
  return new InputError('the archive is damaged', { remedy: 'fetch it again' });
}
