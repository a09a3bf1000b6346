import { Decimal, decimal, decimalText, ZERO } from '#app/measure/decimal.ts';

/** A row of the sums of a month, every value as text. */
export interface GoogleSums {
  readonly account: string;
  readonly currency: string;
  readonly service: string;
  readonly day: string;
  readonly region: string;
  readonly kind: string;
  readonly fee: 'none' | 'spend' | 'usage';
  readonly instance: string | null;
  readonly serviceName: string | null;
  readonly sku: string | null;
  readonly rowCount: string;
  readonly cost: string;
  readonly credits: string;
  readonly discounts: string;
  /** Zero or negative. */
  readonly spendCredits: string;
  readonly usageCredits: string;
}

/** What a row says of where it belongs. */
export interface CommitmentPlace {
  readonly account: string;
  readonly currency: string;
  readonly service: string;
  readonly day: string;
  readonly region: string;
  readonly kind: string;
}

/** Commitments that share what they cover. */
export interface Commitment {
  /** Of the only one there is, or a name for several. */
  readonly id: string;
  readonly category: 'Spend' | 'Usage';
}

/** The part of a day's fees that no usage took. */
export interface UnusedPart {
  readonly commitment: Commitment;
  readonly place: CommitmentPlace;
  /** Name of the service that the commitment is for. */
  readonly serviceName: string | null;
  /** Of a fee. */
  readonly sku: string | null;
  /** Plain decimal above zero. */
  readonly cost: string;
}

/** What the commitments of a month cost and cover. */
export interface Commitments {
  /** The commitments whose credit or fee a row has. */
  readonly of: (category: 'Spend' | 'Usage', place: CommitmentPlace) => Commitment;
  /** What a row that is credited so much (a positive amount) takes of the fees. */
  readonly effective: (
    category: 'Spend' | 'Usage',
    row: { readonly place: CommitmentPlace; readonly credited: Decimal },
  ) => Decimal;
  readonly unused: readonly UnusedPart[];
}

interface Day {
  readonly place: CommitmentPlace;
  readonly commitment: Commitment;
  serviceName: string | null;
  sku: string | null;
  fee: Decimal;
  credited: Decimal;
}

/**
 * Shares what commitments cost among what they cover: of each day the fees by the credits, at most one for one, for nobody
 * commits to pay more than without; what is left of the fees is unused. Spend commitments are shared by the service that
 * they are bought for (those of Compute Engine also cover what others credit), resource commitments by region and kind of
 * meter. https://github.com/opencost/opencost/issues/2296 (read 2026-11-26).
 */
export function commitmentsOf(sums: readonly GoogleSums[]): Commitments {
  const spendServices = new Set(
    sums.filter((row) => row.fee === 'spend').map((row) => `${row.account} ${row.service}`),
  );
  const groupOf = (category: 'Spend' | 'Usage', place: CommitmentPlace): string => {
    if (category === 'Usage') return [place.account, place.currency, 'usage', place.region, place.kind].join('/');
    const own = spendServices.has(`${place.account} ${place.service}`);
    return [place.account, place.currency, 'spend', own ? place.service : COMPUTE_ENGINE].join('/');
  };
  const instances = new Map<string, Set<string>>();
  for (const row of sums) {
    if (row.fee === 'none' || row.instance === null) continue;
    const group = groupOf(row.fee === 'spend' ? 'Spend' : 'Usage', row);
    instances.set(group, (instances.get(group) ?? new Set()).add(row.instance));
  }
  const commitmentOf = (category: 'Spend' | 'Usage', place: CommitmentPlace): Commitment => {
    const group = groupOf(category, place);
    const [only, ...others] = instances.get(group) ?? [];
    return { id: only !== undefined && others.length === 0 ? only : group, category };
  };
  const days = new Map<string, Day>();
  const dayOf = (category: 'Spend' | 'Usage', place: CommitmentPlace): Day => {
    const key = `${groupOf(category, place)} ${place.day}`;
    const known = days.get(key);
    if (known !== undefined) return known;
    const day = {
      place,
      commitment: commitmentOf(category, place),
      serviceName: null,
      sku: null,
      fee: ZERO,
      credited: ZERO,
    };
    days.set(key, day);
    return day;
  };
  for (const row of sums) {
    if (row.fee !== 'none') {
      const day = dayOf(row.fee === 'spend' ? 'Spend' : 'Usage', row);
      day.serviceName = row.serviceName;
      day.sku = row.sku;
      day.fee = day.fee.plus(decimal(row.cost)).plus(decimal(row.discounts));
      continue;
    }
    for (const [category, credits] of [
      ['Spend', row.spendCredits],
      ['Usage', row.usageCredits],
    ] as const) {
      const credited = decimal(credits).negated();
      if (!credited.isZero()) dayOf(category, row).credited = dayOf(category, row).credited.plus(credited);
    }
  }
  return {
    of: commitmentOf,
    effective: (category, { place, credited }) => {
      const day = days.get(`${groupOf(category, place)} ${place.day}`);
      return day === undefined ? ZERO : shareOf(day, credited);
    },
    unused: [...days.values()].flatMap((day) => {
      const left = day.fee.minus(shareOf(day, day.credited));
      return left.greaterThan(0) ? [{ ...day, cost: decimalText(left) }] : [];
    }),
  };
}

/** Compute Engine's id at Google; flexible commitments are bought there. */
const COMPUTE_ENGINE = '6F81-5844-456A';

function shareOf({ fee, credited }: Day, part: Decimal): Decimal {
  if (credited.lessThanOrEqualTo(0) || fee.lessThanOrEqualTo(0)) return ZERO;
  return fee.greaterThanOrEqualTo(credited)
    ? part
    : part.times(fee).dividedBy(credited).toDecimalPlaces(18, Decimal.ROUND_HALF_EVEN);
}
