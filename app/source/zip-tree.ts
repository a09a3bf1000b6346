import { inflateRawSync } from 'node:zlib';
import { InputError } from '#app/errors.ts';
import type { ArchiveLimits } from './archive-tree.ts';
import { memoryTree, type Tree } from './tree.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const FILE_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** File types of Unix, as the upper half of the external attributes holds them. */
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;

/**
 * The files of a `.zip`; links and encrypted entries are left out. Format:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (read 2026-11-25), without zip64.
 * @throws InputError for an archive that is damaged, that holds more than is allowed, or a path that leaves it.
 */
export function zipTree(archive: Uint8Array, limits: ArchiveLimits): Tree {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files = new Map<string, Uint8Array>();
  let left = limits.maxBytes;
  try {
    for (const entry of directoryOf(bytes)) {
      const parts = entry.path.split('/');
      if (entry.path.startsWith('/') || parts.includes('..') || /[\0\\]/.test(entry.path))
        throw new InputError('the archive holds a path that leaves it', { remedy: 'do not use it' });
      if (entry.path.endsWith('/') || !entry.isRegular) continue;
      if (entry.size > left) throw tooLarge(limits);
      const content = contentOf(bytes, entry);
      left -= content.length;
      files.set(parts.filter((part) => part !== '' && part !== '.').join('/'), content);
      if (files.size > limits.maxFiles)
        throw new InputError(`the archive holds more than ${limits.maxFiles} files`, { remedy: 'name a part of it' });
    }
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw damaged(cause);
  }
  return memoryTree(files);
}

interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
  readonly isRegular: boolean;
}

function directoryOf(bytes: Buffer): readonly ZipEntry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    const nameLength = bytes.readUInt16LE(at + 28);
    const mode = bytes.readUInt16LE(at + 40) & TYPE_MASK;
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    entries.push({
      path: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      compressed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      isRegular: (mode === 0 || mode === REGULAR) && !isEncrypted,
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record stands last, before a comment of any length. */
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - END_LENGTH; at >= Math.max(0, bytes.length - END_LENGTH - MAX_COMMENT); at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw damaged();
}

function contentOf(bytes: Buffer, entry: ZipEntry): Uint8Array {
  const { offset, compressed, size, method } = entry;
  if (bytes.readUInt32LE(offset) !== FILE_ENTRY) throw damaged();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const data = bytes.subarray(start, start + compressed);
  if (data.length < compressed) throw damaged();
  if (method === STORED) return data;
  if (method !== DEFLATED) throw new InputError('the archive is packed in a way that is not read');
  // More than it says it holds is a bomb.
  return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
}

function tooLarge({ maxBytes }: ArchiveLimits): InputError {
  return new InputError(`the archive unpacks to more than ${maxBytes} bytes`, { remedy: 'name a part of it' });
}

function damaged(cause?: unknown): InputError {
  return new InputError('the archive is damaged', { cause, remedy: 'fetch it again' });
}
