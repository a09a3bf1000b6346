import { HclError } from '../diagnostic.ts';
import type { CallContext, HclFunction } from '../function.ts';
import { setValue } from '../set-value.ts';
import { BOOL, STRING, setType } from '../type.ts';
import { boolValue, stringValue, unknownValue, type Value } from '../value.ts';
import { type FunctionFamily, stringParameter, textOf } from './argument.ts';
import { digest } from './crypto.ts';
import { utf8 } from './encoding.ts';
import { globPattern } from './glob.ts';
import { baseName, cleanPath, directoryName } from './path.ts';

const PATH = stringParameter('path');

/**
 * Functions over files and paths (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25).
 * They reach files only through the access that the scope hands in, which ends at the project's root.
 */
export const FILE_FUNCTIONS: FunctionFamily = {
  file: ofBytes((bytes) => utf8(bytes).normalize('NFC')),
  filebase64: ofBytes((bytes) => Buffer.from(bytes).toString('base64')),
  filemd5: ofBytes((bytes) => digest(bytes, { algorithm: 'md5', encoding: 'hex' })),
  filesha1: ofBytes((bytes) => digest(bytes, { algorithm: 'sha1', encoding: 'hex' })),
  filesha256: ofBytes((bytes) => digest(bytes, { algorithm: 'sha256', encoding: 'hex' })),
  filesha512: ofBytes((bytes) => digest(bytes, { algorithm: 'sha512', encoding: 'hex' })),
  filebase64sha256: ofBytes((bytes) => digest(bytes, { algorithm: 'sha256', encoding: 'base64' })),
  filebase64sha512: ofBytes((bytes) => digest(bytes, { algorithm: 'sha512', encoding: 'base64' })),
  fileexists: { parameters: [PATH], returns: BOOL, call: ([path], context) => fileExists(textOf(path), context) },
  fileset: {
    parameters: [PATH, stringParameter('pattern')],
    returns: setType(STRING),
    call: ([path, pattern], context) => fileSet([textOf(path), textOf(pattern)], context),
  },
  basename: ofPath(baseName),
  dirname: ofPath(directoryName),
  abspath: {
    parameters: [PATH],
    returns: STRING,
    call([path]) {
      const text = textOf(path);
      if (text.startsWith('/')) return stringValue(cleanPath(text));
      return unknownValue(STRING, ['abspath() depends on the machine it runs on']);
    },
  },
  pathexpand: {
    parameters: [PATH],
    returns: STRING,
    call([path]) {
      const text = textOf(path);
      if (text !== '~' && !text.startsWith('~/')) return stringValue(text);
      return unknownValue(STRING, ['pathexpand() depends on the home directory of who runs it']);
    },
  },
};

function ofPath(compute: (path: string) => string): HclFunction {
  return { parameters: [PATH], returns: STRING, call: ([path]) => stringValue(compute(textOf(path))) };
}

function ofBytes(compute: (bytes: Uint8Array) => string): HclFunction {
  return {
    parameters: [PATH],
    returns: STRING,
    call([path], context) {
      const content = readContent(textOf(path), context);
      return content instanceof Uint8Array ? stringValue(compute(content)) : content;
    },
  };
}

/**
 * The bytes of a file, or an unknown when there is no access to files at all.
 * @throws HclError when there is no such file within the root.
 */
export function readContent(path: string, { files }: CallContext): Uint8Array | Value {
  if (!files) return unknownValue(STRING, [`the file "${path}" cannot be read here`]);
  const bytes = files.readFile(path);
  if (!bytes) throw new HclError(`no file exists at "${path}" within the project`, null);
  return bytes;
}

function fileExists(path: string, { files }: CallContext): Value {
  if (!files) return unknownValue(BOOL, [`whether the file "${path}" exists cannot be told here`]);
  if (files.readFile(path)) return boolValue(true);
  if (files.listFiles(path)) throw new HclError(`"${path}" is a directory, not a file`, null);
  return boolValue(false);
}

function fileSet([path, pattern]: readonly [string, string], { files }: CallContext): Value {
  const matches = globPattern(pattern);
  if (!files) return unknownValue(setType(STRING), [`the files of "${path}" cannot be listed here`]);
  const names = files.listFiles(path) ?? [];
  return setValue(STRING, names.filter((name) => matches(name)).map(stringValue));
}
