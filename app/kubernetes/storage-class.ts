import type { ManifestObject } from './manifest-object.ts';
import { entriesAt, textAt } from './manifest-value.ts';

/** What a StorageClass states. */
export interface StorageClass {
  readonly name: string;
  readonly provisioner: string;
  /** Names in lower case: drivers do not mind their case. */
  readonly parameters: Readonly<Record<string, string>>;
  /** True where claims without a class get this one. */
  readonly isDefault: boolean;
}

/** The storage class of a StorageClass object. */
export function readStorageClass(object: ManifestObject): StorageClass {
  return {
    name: object.name,
    provisioner: textAt(object.value, 'provisioner') ?? '',
    parameters: Object.fromEntries(
      entriesAt(object.value, 'parameters').map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    isDefault: entriesAt(object.value, 'metadata.annotations').some(
      ([name, value]) => name.endsWith('/is-default-class') && String(value) === 'true',
    ),
  };
}
