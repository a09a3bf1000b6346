import { constants, createHash, privateDecrypt } from 'node:crypto';
import { HclError } from '../diagnostic.ts';
import type { HclFunction } from '../function.ts';
import { STRING } from '../type.ts';
import { stringValue } from '../value.ts';
import { type FunctionFamily, numberParameter, stringParameter, textOf, unknowableFunction } from './argument.ts';

/** Names for the namespaces of RFC 4122, appendix C. */
const NAMESPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};

/** Hashes and identifiers (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const CRYPTO_FUNCTIONS: FunctionFamily = {
  md5: hash({ algorithm: 'md5', encoding: 'hex' }),
  sha1: hash({ algorithm: 'sha1', encoding: 'hex' }),
  sha256: hash({ algorithm: 'sha256', encoding: 'hex' }),
  sha512: hash({ algorithm: 'sha512', encoding: 'hex' }),
  base64sha256: hash({ algorithm: 'sha256', encoding: 'base64' }),
  base64sha512: hash({ algorithm: 'sha512', encoding: 'base64' }),
  uuidv5: {
    parameters: [stringParameter('namespace'), stringParameter('name')],
    returns: STRING,
    call: ([namespace, name]) => stringValue(uuidV5(textOf(namespace), textOf(name))),
  },
  rsadecrypt: {
    parameters: [stringParameter('ciphertext'), stringParameter('privatekey')],
    returns: STRING,
    call: ([ciphertext, key]) => stringValue(rsaDecrypt(textOf(ciphertext), textOf(key))),
  },
  uuid: unknowableFunction([], 'uuid() differs in every run'),
  bcrypt: {
    ...unknowableFunction([stringParameter('str')], 'bcrypt() uses a random salt'),
    rest: numberParameter('cost'),
  },
};

interface HashForm {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512';
  readonly encoding: 'hex' | 'base64';
}

/** The digest of bytes in the form asked for. */
export function digest(bytes: string | Uint8Array, { algorithm, encoding }: HashForm): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}

function hash(form: HashForm): HclFunction {
  return {
    parameters: [stringParameter('str')],
    returns: STRING,
    call: ([text]) => stringValue(digest(textOf(text), form)),
  };
}

/** RFC 4122, section 4.3: SHA-1 over namespace and name, version and variant set. */
function uuidV5(namespace: string, name: string): string {
  const id = NAMESPACES[namespace] ?? namespace;
  const hex = id.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new HclError(`uuidv5() doesn't support namespace ${namespace}`, null);
  const bytes = createHash('sha1').update(Buffer.from(hex, 'hex')).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function rsaDecrypt(ciphertext: string, key: string): string {
  try {
    const padded = { key, padding: constants.RSA_PKCS1_PADDING };
    return privateDecrypt(padded, Buffer.from(ciphertext, 'base64')).toString('utf8');
  } catch (cause) {
    // The cause names the key or the text: it is kept out of the message on purpose.
    throw new HclError(`failed to decrypt: ${(cause as Error).name}`, null);
  }
}
