import { gunzipSync, gzipSync } from 'node:zlib';
import { MAX_STRING_LENGTH } from '../budget.ts';
import { HclError } from '../diagnostic.ts';
import { encodeJson } from '../encode-json.ts';
import type { HclFunction } from '../function.ts';
import { decodeJson } from '../json-value.ts';
import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from '../type.ts';
import { stringValue, unknownValue } from '../value.ts';
import { anyParameter, type FunctionFamily, stringParameter, textOf } from './argument.ts';
import { decodeCsv } from './csv.ts';
import { decodeText, encodeText } from './text-encoding.ts';
import { decodeYaml, encodeYaml } from './yaml.ts';

const ANY_KNOWN = { ...anyParameter('val'), allowNull: true, whollyKnown: true } as const;

/** Encodings (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const ENCODING_FUNCTIONS: FunctionFamily = {
  base64encode: ofText((text) => Buffer.from(text, 'utf8').toString('base64')),
  base64decode: ofText((text) => utf8(base64Bytes(text))),
  base64gzip: ofText((text) => gzipSync(text).toString('base64')),
  base64gunzip: ofText((text) => utf8(gunzip(base64Bytes(text)))),
  urlencode: ofText(encodeUrl),
  urldecode: ofText(decodeUrl),
  textencodebase64: ofTexts('encoding', (text, encoding) => encodeText(text, encoding).toString('base64')),
  textdecodebase64: ofTexts('encoding', (text, encoding) => decodeText(base64Bytes(text), encoding)),
  jsonencode: {
    parameters: [ANY_KNOWN],
    returns: STRING,
    call: ([value]) => stringValue(value ? encodeJson(value) : ''),
  },
  jsondecode: {
    parameters: [{ ...stringParameter('str'), allowUnknown: true }],
    returns: DYNAMIC,
    call: ([text]) =>
      text?.kind === 'unknown'
        ? unknownValue(jsonTypeOf(text.certain?.prefix ?? ''), text.reasons)
        : decodeJson(textOf(text)),
  },
  yamlencode: {
    parameters: [ANY_KNOWN],
    returns: STRING,
    call: ([value]) => stringValue(value ? encodeYaml(value) : ''),
  },
  yamldecode: { parameters: [stringParameter('src')], returns: DYNAMIC, call: ([text]) => decodeYaml(textOf(text)) },
  csvdecode: { parameters: [stringParameter('str')], returns: DYNAMIC, call: ([text]) => decodeCsv(textOf(text)) },
};

/** The type of a JSON value that begins so. @throws HclError when none does. */
function jsonTypeOf(prefix: string): Type {
  const first = prefix.trimStart()[0];
  if (first === undefined || '{[n'.includes(first)) return DYNAMIC;
  if (first === '"') return STRING;
  if (/[-.0-9]/.test(first)) return NUMBER;
  if (first === 't' || first === 'f') return BOOL;
  throw new HclError(`a JSON document cannot begin with the character ${JSON.stringify(first)}`, null);
}

function ofText(compute: (text: string) => string): HclFunction {
  return {
    parameters: [stringParameter('str')],
    returns: STRING,
    call: ([text]) => stringValue(compute(textOf(text)).normalize('NFC')),
  };
}

function ofTexts(second: string, compute: (text: string, other: string) => string): HclFunction {
  return {
    parameters: [stringParameter('string'), stringParameter(second)],
    returns: STRING,
    call: ([text, other]) => stringValue(compute(textOf(text), textOf(other)).normalize('NFC')),
  };
}

/** The bytes of a standard, padded base64 text. @throws HclError when it is none. */
function base64Bytes(text: string): Buffer {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
    throw new HclError('failed to decode base64 data', null);
  return Buffer.from(compact, 'base64');
}

/** The text that bytes spell in UTF-8. @throws HclError when they are not UTF-8. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new HclError(`the bytes are not valid UTF-8: ${(cause as Error).message}`, null);
  }
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_STRING_LENGTH });
  } catch (cause) {
    throw new HclError(`failed to decompress: ${(cause as Error).message}`, null);
  }
}

/** Go's `url.QueryEscape`: a space is `+`, only letters, digits and `-_.~` stay. */
function encodeUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function decodeUrl(text: string): string {
  const invalid = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(text);
  if (invalid) throw new HclError(`invalid URL escape "${invalid[0]}"`, null);
  const spaced = text.replaceAll('+', ' ');
  const bytes = Buffer.from(
    spaced.replace(/%([0-9A-Fa-f]{2})|[^%]+/g, (part, hex?: string) => (hex ? hex : Buffer.from(part).toString('hex'))),
    'hex',
  );
  return bytes.toString('utf8');
}
