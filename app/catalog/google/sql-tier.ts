/** A machine of Cloud SQL: one that is sold whole, or vCPUs and memory. */
export type SqlTier =
  | {
      readonly kind: 'whole';
      readonly component: string | undefined;
      readonly vcpus: number;
      readonly memoryGb: number;
    }
  | {
      readonly kind: 'sized';
      readonly plus: 'enterprise' | 'enterprise-plus';
      readonly vcpus: number;
      readonly memoryGb: number;
    };

const GB_PER_VCPU: Readonly<Record<string, number>> = { standard: 3.75, highmem: 6.5, lightweight: 3.75 };

/**
 * The machine that a tier names: `db-f1-micro`, `db-n1-standard-4` (MySQL), `db-custom-2-7680`, `db-highmem-8`,
 * `db-perf-optimized-N-8`. https://cloud.google.com/sql/docs/mysql/instance-settings (facts read 2026-08-21).
 */
export function readSqlTier(tier: string): SqlTier | undefined {
  if (tier === 'db-f1-micro') return { kind: 'whole', component: 'micro-instance', vcpus: 0, memoryGb: 0 };
  if (tier === 'db-g1-small') return { kind: 'whole', component: 'small-instance', vcpus: 0, memoryGb: 0 };
  const custom = /^db-custom-(\d{1,4})-(\d{1,7})$/.exec(tier);
  if (custom) {
    return { kind: 'sized', plus: 'enterprise', vcpus: Number(custom[1]), memoryGb: Number(custom[2]) / 1024 };
  }
  const optimized = /^db-perf-optimized-N-(\d{1,4})$/.exec(tier);
  if (optimized) {
    return { kind: 'sized', plus: 'enterprise-plus', vcpus: Number(optimized[1]), memoryGb: Number(optimized[1]) * 8 };
  }
  const shape = /^db-(n1-)?(standard|highmem|lightweight)-(\d{1,4})$/.exec(tier);
  if (!shape) return undefined;
  const vcpus = Number(shape[3]);
  const memoryGb = vcpus * (GB_PER_VCPU[shape[2] ?? ''] ?? 3.75);
  if (!shape[1]) return { kind: 'sized', plus: 'enterprise', vcpus, memoryGb };
  return { kind: 'whole', component: undefined, vcpus, memoryGb };
}
