import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType, type UsageKey } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { counted } from './simple-row.ts';

interface Meter {
  /** The model's name follows in brackets, except for tools that all models share. */
  readonly name: string;
  readonly unit: string;
  readonly key: string;
  readonly shared?: boolean;
}

const LANGUAGE: readonly Meter[] = [
  { name: 'Text input', unit: '1K tokens', key: 'monthly_language_input_tokens' },
  { name: 'Text output', unit: '1K tokens', key: 'monthly_language_output_tokens' },
  { name: 'Cached text input', unit: '1K tokens', key: 'monthly_language_cached_input_tokens' },
  { name: 'File search tool calls', unit: '1k calls', key: 'monthly_file_search_tool_calls', shared: true },
  { name: 'File search vector storage', unit: 'GB', key: 'monthly_file_search_storage_gb', shared: true },
  { name: 'Code interpreter sessions', unit: 'sessions', key: 'monthly_code_interpreter_sessions', shared: true },
];

const AUDIO: readonly Meter[] = [
  { name: 'Audio input tokens', unit: '1k tokens', key: 'monthly_audio_input_tokens' },
  { name: 'Audio output tokens', unit: '1k tokens', key: 'monthly_audio_output_tokens' },
];

const BASE: readonly Meter[] = [{ name: 'Base model tokens', unit: '1K tokens', key: 'monthly_base_model_tokens' }];

const TUNING: readonly Meter[] = [
  { name: 'Fine tuning training', unit: 'hours', key: 'monthly_fine_tuning_training_hours' },
  { name: 'Fine tuning hosting', unit: 'hours', key: 'monthly_fine_tuning_hosting_hours' },
  { name: 'Fine tuning input', unit: '1K tokens', key: 'monthly_fine_tuning_input_tokens' },
  { name: 'Fine tuning output', unit: '1K tokens', key: 'monthly_fine_tuning_output_tokens' },
];

const IMAGES: readonly Meter[] = [
  { name: 'Standard 1024x1024 images', unit: '100 images', key: 'monthly_standard_1024_1024_images' },
  { name: 'Standard 1024x1792 images', unit: '100 images', key: 'monthly_standard_1024_1792_images' },
  { name: 'HD 1024x1024 images', unit: '100 images', key: 'monthly_hd_1024_1024_images' },
  { name: 'HD 1024x1792 images', unit: '100 images', key: 'monthly_hd_1024_1792_images' },
];

const EMBEDDINGS: readonly Meter[] = [
  { name: 'Text embeddings', unit: '1K tokens', key: 'monthly_text_embedding_tokens' },
];
const SPEECH: readonly Meter[] = [
  { name: 'Text to speech', unit: '1M characters', key: 'monthly_text_to_speech_characters' },
];
const HEARING: readonly Meter[] = [{ name: 'Text to speech', unit: 'hours', key: 'monthly_text_to_speech_hours' }];

/**
 * A deployment of an OpenAI model: what its kind of model is billed for. A meter that the book does not list in the
 * region is left out, because models come and go and no region has all of them.
 */
export const cognitiveDeployment: ResourceType = {
  types: ['azurerm_cognitive_deployment'],
  source: { url: 'https://azure.microsoft.com/pricing/details/cognitive-services/openai-service/', read: '2026-08-21' },
  usage: Object.fromEntries(
    [LANGUAGE, AUDIO, BASE, TUNING, IMAGES, EMBEDDINGS, SPEECH, HEARING]
      .flat()
      .map(({ name, unit, key }): readonly [string, UsageKey] => [
        key,
        { unit: unit.replace(/^[\d.]+[kKM]? /, ''), means: `${name.toLowerCase()} in a month` },
      ]),
  ),
  parts: [part('Provisioned throughput', provisioned), part('Model', model)],
};

function provisioned(r: ResourceReader): Component | undefined {
  const sku = r.text('sku.name') ?? r.text('scale.type', 'Standard');
  if (!/provisioned/i.test(sku)) return undefined;
  return priceRow(r, {
    name: `Provisioned throughput units (${r.text('model.name', '')})`,
    unit: 'hours',
    quantity: (r.number('sku.capacity') ?? r.number('scale.capacity', 1)) * HOURS_PER_MONTH,
    onlyIfPriced: true,
  });
}

function model(r: ResourceReader): readonly Component[] {
  const name = r.text('model.name', '');
  return metersOf(name).map((meter) =>
    priceRow(r, {
      name: meter.shared ? meter.name : `${meter.name} (${name})`,
      unit: meter.unit,
      quantity: counted(r.usage(meter.key), meter.unit),
      usageBased: true,
      onlyIfPriced: true,
    }),
  );
}

/** What a model of this name is billed for. */
function metersOf(name: string): readonly Meter[] {
  if (/^text-embedding/.test(name)) return EMBEDDINGS;
  if (/^dall-e/.test(name)) return IMAGES;
  if (/^tts/.test(name)) return SPEECH;
  if (name === 'whisper') return HEARING;
  if (/^(babbage|davinci)-/.test(name)) return [...BASE, ...TUNING];
  if (!/^(gpt|o\d|computer-use)/.test(name)) return [];
  const audio = /audio|realtime/.test(name) ? AUDIO : [];
  return [...LANGUAGE, ...audio, ...(name === 'gpt-35-turbo' ? TUNING : [])];
}
