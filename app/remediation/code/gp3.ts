import type { WantedChange } from '../remedy.ts';

/** A volume as the configuration describes it. */
export interface VolumeShape {
  readonly sizeGiB: number | null;
  readonly iops: number;
}

/** What gp3 has to be told, beside its type, to be no slower than before. */
export interface Gp3Need {
  /** Null where the included 3,000 do. */
  readonly iops: number | null;
  /** MiB/s; null where the included 125 do. */
  readonly throughput: number | null;
}

const INCLUDED_IOPS = 3000;
const MOST_IOPS = 16_000;

/**
 * What a gp2 volume of a size gives: 3 IOPS for each GiB up to 16,000, and 250 MiB/s from 334 GiB upwards without burst
 * credits. https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html (read 2026-11-26).
 */
export function gp3InsteadOfGp2(sizeGiB: number): Gp3Need {
  const iops = Math.min(MOST_IOPS, sizeGiB * 3);
  return { iops: iops > INCLUDED_IOPS ? iops : null, throughput: sizeGiB >= 334 ? 250 : null };
}

/** The changes that make a volume gp3, under the block that describes it and by the block's name for the type. */
export function toGp3(
  need: Gp3Need,
  at: { readonly path: readonly (string | number)[]; readonly typeName: 'type' | 'volume_type' },
): readonly WantedChange[] {
  const set = (name: string, value: string | number): WantedChange => ({
    kind: 'set',
    attribute: [...at.path, name],
    value,
  });
  return [
    set(at.typeName, 'gp3'),
    ...(need.iops === null ? [] : [set('iops', need.iops)]),
    ...(need.throughput === null ? [] : [set('throughput', need.throughput)]),
  ];
}
