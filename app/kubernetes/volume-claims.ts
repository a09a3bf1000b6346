import type { Decimal } from '#app/measure/decimal.ts';
import { at, listAt, type ManifestValue, textAt } from './manifest-value.ts';
import { parseQuantity } from './quantity.ts';

/** One claim for storage. */
export interface VolumeClaim {
  readonly name: string;
  /** Bytes; null where the size is missing or unreadable, with the reason. */
  readonly bytes: Decimal | null;
  readonly problem: string | null;
  /** Null asks for the cluster's default class; an empty text for a volume that exists already. */
  readonly storageClass: string | null;
  /** The PersistentVolume it is bound to by name. */
  readonly volumeName: string | null;
}

/** The claim that a PersistentVolumeClaim's spec (or a template's) states. */
export function readClaim(spec: ManifestValue | undefined, name: string): VolumeClaim {
  const stated = at(spec, 'resources.requests.storage');
  const parsed = stated === undefined ? undefined : parseQuantity(stated, 'storage');
  return {
    name,
    bytes: parsed && 'value' in parsed ? parsed.value : null,
    problem: parsed === undefined ? 'resources.requests.storage is not stated' : problemOf(parsed),
    storageClass: textAt(spec, 'storageClassName') ?? null,
    volumeName: textAt(spec, 'volumeName') || null,
  };
}

function problemOf(parsed: ReturnType<typeof parseQuantity>): string | null {
  return 'invalid' in parsed ? `resources.requests.storage ${parsed.invalid}` : null;
}

/** The claims that a StatefulSet's templates make for each pod. */
export function templateClaims(workload: ManifestValue): readonly VolumeClaim[] {
  return listAt(workload, 'spec.volumeClaimTemplates').map((template, index) =>
    readClaim(at(template, 'spec'), textAt(template, 'metadata.name') ?? `volumeClaimTemplates[${index}]`),
  );
}

/** The generic ephemeral volumes of a pod. */
export function ephemeralClaims(podSpec: ManifestValue): readonly VolumeClaim[] {
  return listAt(podSpec, 'volumes').flatMap((volume) => {
    const spec = at(volume, 'ephemeral.volumeClaimTemplate.spec');
    return spec === undefined ? [] : [readClaim(spec, textAt(volume, 'name') ?? 'ephemeral')];
  });
}
