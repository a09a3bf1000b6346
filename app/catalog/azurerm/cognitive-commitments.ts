import { known, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import type { Component } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { counted } from './simple-row.ts';

/** A feature that can be bought in advance, in amounts that are on sale; containers have amounts of their own. */
interface Commitment {
  readonly key: string;
  readonly overageKey: string;
  readonly amounts: readonly number[];
  readonly name: string;
  readonly overageName?: string;
  readonly container: string;
  readonly unit: string;
  readonly overageUnit?: string;
  /** Shown by the single thing although its unit says a million. */
  readonly single?: boolean;
}

const HOURS = [2000, 10_000, 50_000];
const SPEECH = { amounts: HOURS, unit: 'hours', container: 'connected container ' };

/** By the feature's name. https://azure.microsoft.com/pricing/details/cognitive-services/ (facts read 2026-08-21) */
const COMMITMENTS: Readonly<Record<string, Commitment>> = {
  'Speech to text': {
    ...SPEECH,
    name: 'Speech to text',
    key: 'speech_to_text_standard_hrs',
    overageKey: 'speech_to_text_standard_overage_hrs',
  },
  'Speech to text custom model': {
    ...SPEECH,
    name: 'Speech to text custom model',
    key: 'speech_to_text_custom_hrs',
    overageKey: 'speech_to_text_custom_overage_hrs',
  },
  'Speech to text enhanced add-ons': {
    ...SPEECH,
    name: 'Speech to text enhanced add-ons',
    key: 'speech_to_text_enhanced_add_ons_hrs',
    overageKey: 'speech_to_text_enhanced_add_ons_overage_hrs',
  },
  'Text to speech neural': {
    name: 'Text to speech neural',
    key: 'text_to_speech_neural_commitment_chars',
    overageKey: 'text_to_speech_neural_overage_chars',
    amounts: [80_000_000, 400_000_000, 2_000_000_000],
    unit: '1M chars',
    container: 'connected container ',
  },
  'Text requests': {
    name: 'Text requests',
    key: 'luis_text_requests',
    overageKey: 'luis_text_overage_requests',
    amounts: [1_000_000, 5_000_000, 25_000_000],
    unit: '1M transactions',
    overageUnit: '1K transactions',
    container: 'connected container ',
    overageName: 'Text requests',
    single: true,
  },
  'Text analytics': {
    name: 'Text analytics',
    key: 'language_text_analytics_records',
    overageKey: 'language_text_analytics_overage_records',
    amounts: [1_000_000, 3_000_000, 10_000_000],
    unit: '1K records',
    container: 'connected container ',
    overageName: 'Text requests',
  },
  Summarization: {
    name: 'Summarization',
    key: 'language_summarization_records',
    overageKey: 'language_summarization_overage_records',
    amounts: [3_000_000, 10_000_000],
    unit: '1K records',
    container: 'connected container ',
    overageName: 'Summarization',
  },
};

/** The rows of a feature that is bought in advance; null when nothing says that it is. */
export function committedRows(r: ResourceReader, feature: { readonly name: string }): readonly Component[] | null {
  const commitment = COMMITMENTS[feature.name];
  if (!commitment) return null;
  const inAzure = r.usage(`monthly_commitment_${commitment.key}`);
  const inContainer = r.usage(`monthly_connected_container_commitment_${commitment.key}`);
  if (inAzure.state !== 'known' && inContainer.state !== 'known') return null;
  return [
    ...rows(r, { commitment, amount: inAzure, where: '', prefix: 'monthly_commitment_' }),
    ...rows(r, {
      commitment,
      amount: inContainer,
      where: commitment.container,
      prefix: 'monthly_connected_container_commitment_',
    }),
  ];
}

/** An amount that is not on sale buys nothing. */
function rows(
  r: ResourceReader,
  at: { readonly commitment: Commitment; readonly amount: Quantity; readonly where: string; readonly prefix: string },
): readonly Component[] {
  const { commitment, amount, where } = at;
  if (amount.state !== 'known' || !commitment.amounts.includes(amount.value.toNumber())) return [];
  const { name, overageName, unit } = commitment;
  const overageUnit = commitment.overageUnit ?? unit;
  const size = commitment.amounts.indexOf(amount.value.toNumber());
  const overage = r.usage(`${at.prefix}${commitment.overageKey}`);
  const suffix = overageName === undefined ? `${where}overage` : `${where}commitment overage`;
  const bought = commitment.single ? amount : counted(amount, unit);
  const row = (draft: { name: string; unit: string; quantity: Quantity }): Component => {
    const example = EXAMPLES[draft.name]?.[size] ?? 'none';
    return priceRow(r, { ...draft, usageBased: true, attributes: { example } });
  };
  return [
    row({ name: `${name} (${where}commitment)`, unit, quantity: bought }),
    row({
      name: `${overageName ?? name} (${suffix})`,
      unit: overageUnit,
      quantity: overage.state === 'known' ? counted(overage, overageUnit) : known(0),
    }),
  ];
}

const SPOKEN = 'speech_with_commitment';

/**
 * Every amount has a price of its own; of some rows the book has those of one or two amounts, told apart by the example
 * they were seen in. The place in the list is the amount's place among those on sale; `none` is not in the book.
 */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'Speech to text (connected container commitment)': ['none', '', 'none'],
  'Speech to text (connected container overage)': ['none', SPOKEN, ''],
  'Speech to text custom model (commitment)': ['none', SPOKEN, ''],
  'Speech to text custom model (overage)': ['none', SPOKEN, ''],
  'Speech to text custom model (connected container commitment)': ['none', SPOKEN, ''],
  'Speech to text custom model (connected container overage)': ['none', SPOKEN, ''],
  'Text requests (commitment)': ['none', 'luis_with_commitment', ''],
  'Text requests (commitment overage)': ['none', 'luis_with_commitment', ''],
  'Text requests (connected container commitment overage)': ['none', '', 'textanalytics_with_commitment'],
  'Text analytics (connected container commitment)': ['none', '', 'none'],
};
