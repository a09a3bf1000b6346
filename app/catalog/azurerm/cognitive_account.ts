import { fillTiers, less, per, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType, type UsageKey } from '../resource-type.ts';
import { committedRows } from './cognitive-commitments.ts';
import { priceRow } from './price-row.ts';
import { counted } from './simple-row.ts';

interface Feature {
  readonly name: string;
  readonly unit: string;
  /** Usage key after `monthly_`. */
  readonly key: string;
}

const SPEECH: readonly Feature[] = [
  { name: 'Speech to text', unit: 'hours', key: 'speech_to_text_standard_hrs' },
  { name: 'Speech to text batch', unit: 'hours', key: 'speech_to_text_standard_batch_hrs' },
  { name: 'Speech to text custom model', unit: 'hours', key: 'speech_to_text_custom_hrs' },
  { name: 'Speech to text custom model batch', unit: 'hours', key: 'speech_to_text_custom_batch_hrs' },
  { name: 'Speech to text custom endpoint hosting', unit: 'hours', key: 'speech_to_text_custom_endpoint_hrs' },
  { name: 'Speech to text custom training', unit: 'hours', key: 'speech_to_text_custom_training_hrs' },
  { name: 'Speech to text enhanced add-ons', unit: 'hours', key: 'speech_to_text_enhanced_add_ons_hrs' },
  {
    name: 'Speech to text conversation transcription multi-channel audio',
    unit: 'hours',
    key: 'speech_to_text_conversation_transcription_multi_channel_audio_hrs',
  },
  { name: 'Text to speech neural', unit: '1M chars', key: 'text_to_speech_neural_chars' },
  { name: 'Text to speech custom neural training', unit: 'hours', key: 'text_to_speech_custom_neural_training_hrs' },
  { name: 'Text to speech custom neural', unit: '1M chars', key: 'text_to_speech_custom_neural_chars' },
  {
    name: 'Text to speech custom neural endpoint hosting',
    unit: 'hours',
    key: 'text_to_speech_custom_neural_endpoint_hrs',
  },
  { name: 'Text to speech long audio', unit: '1M chars', key: 'text_to_speech_long_audio_chars' },
  {
    name: 'Text to speech personal voice profiles',
    unit: '1K profiles',
    key: 'text_to_speech_personal_voice_profiles',
  },
  { name: 'Text to speech personal voice characters', unit: '1M chars', key: 'text_to_speech_personal_voice_chars' },
  { name: 'Speech translation', unit: 'hours', key: 'speech_translation_hrs' },
  { name: 'Speaker verification', unit: '1K transactions', key: 'speaker_verification_transactions' },
  { name: 'Speaker identification', unit: '1K transactions', key: 'speaker_identification_transactions' },
  { name: 'Voice profiles', unit: '1K profiles', key: 'voice_profiles' },
];

const LUIS: readonly Feature[] = [
  { name: 'Text requests', unit: '1K transactions', key: 'luis_text_requests' },
  { name: 'Speech requests', unit: '1K transactions', key: 'luis_speech_requests' },
];

const TEXT: readonly Feature[] = [
  { name: 'Text analytics', unit: '1K records', key: 'language_text_analytics_records' },
  { name: 'Summarization', unit: '1K records', key: 'language_summarization_records' },
  {
    name: 'Conversational language understanding',
    unit: '1K records',
    key: 'language_conversational_language_understanding_records',
  },
  {
    name: 'Conversational language understanding advanced training',
    unit: 'hour',
    key: 'language_conversational_language_understanding_advanced_training_hours',
  },
  {
    name: 'Customized text classification',
    unit: '1K records',
    key: 'language_customized_text_classification_records',
  },
  { name: 'Customized summarization', unit: '1K records', key: 'language_customized_summarization_records' },
  {
    name: 'Customized question answering',
    unit: '1K records',
    key: 'language_customized_question_answering_records',
  },
  { name: 'Customized training', unit: 'hour', key: 'language_customized_training_hours' },
  {
    name: 'Text analytics for health',
    unit: '1K records',
    key: 'language_text_analytics_for_health_records',
  },
];

const KINDS: Readonly<Record<string, readonly Feature[]>> = { SpeechServices: SPEECH, LUIS, TextAnalytics: TEXT };

/** An account for speech or language, by what its features are used for. The free size (F0) costs nothing. */
export const cognitiveAccount: ResourceType = {
  types: ['azurerm_cognitive_account'],
  source: { url: 'https://azure.microsoft.com/pricing/details/cognitive-services/', read: '2026-08-21' },
  usage: Object.fromEntries(
    Object.values(KINDS)
      .flat()
      .map(({ name, unit, key }): readonly [string, UsageKey] => [
        `monthly_${key}`,
        { unit: unit.replace(/^[\d.]+[kKM]? /, ''), means: `${name.toLowerCase()} in a month` },
      ]),
  ),
  parts: [
    part('Features', (r): readonly Component[] => {
      if (r.text('sku_name', 'F0').toUpperCase() === 'F0') return [];
      return (KINDS[r.text('kind', '')] ?? []).flatMap((feature) => committedRows(r, feature) ?? rows(r, feature));
    }),
  ],
};

/** Names and widths, in thousand records, of features that are sold in tiers; health texts begin with 5,000 free ones. */
const TIERS: Readonly<Record<string, { readonly names: readonly string[]; readonly widths: readonly number[] }>> = {
  'Text analytics': {
    names: ['(first 500K)', '(500K-2.5M)', '(2.5M-10M)', '(over 10M)'],
    widths: [500, 2000, 7500],
  },
  'Customized question answering': { names: ['(first 2.5M)', '(over 2.5M)'], widths: [2500] },
  'Text analytics for health': {
    names: ['(5K-500K)', '(500K-2.5M)', '(2.5M-10M)', '(over 10M)'],
    widths: [495, 2000, 7500],
  },
};

function rows(r: ResourceReader, feature: Feature): readonly Component[] {
  const { name, unit, key } = feature;
  const used = r.usage(`monthly_${key}`);
  const tiers = TIERS[name];
  const row = (suffix: string, quantity: Quantity): Component =>
    priceRow(r, { name: `${name}${suffix}`, unit, quantity, usageBased: true });
  if (!tiers) return [row('', counted(used, unit))];
  const isHealth = name.endsWith('health');
  const quantity = isHealth ? less(per(used, 1000), 5) : per(used, 1000);
  // Without a figure the row stands under its usual tier, which for the first two features is the second.
  if (quantity.state !== 'known') return [row(` ${tiers.names[isHealth ? 0 : 1]}`, quantity)];
  return fillTiers(quantity, tiers.widths).flatMap((filled, index) =>
    filled.state === 'known' && filled.value.isZero() ? [] : [row(` ${tiers.names[index]}`, filled)],
  );
}
