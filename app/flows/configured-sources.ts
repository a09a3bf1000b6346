import { z } from 'zod';
import { readConfig, readYaml } from '#app/config/read-config.ts';
import { ConfigError } from '#app/errors.ts';
import { SOURCES } from '#app/ingest/registry.ts';
import type { SourcePorts } from '#app/ingest/source.ts';
import type { IngestSource } from './ingest-charges.ts';

/** A `finops.yml` and which of its sources are meant; none named means all. */
export interface SourceChoice {
  readonly text: string;
  readonly file: string;
  readonly ids: readonly string[];
}

/**
 * The chosen sources of a `finops.yml`, each with the settings of its kind.
 * @throws ConfigError with the line of what is wrong; for an id that is not there; for two sources of one id.
 */
export function configuredSources({ text, file, ids }: SourceChoice, ports: SourcePorts): readonly IngestSource[] {
  // The whole file first: an id that is none, or a misspelt key elsewhere.
  readConfig(text, file);
  const [first, ...others] = [...SOURCES.values()].map((source) => source.settings);
  const Settings = z.discriminatedUnion('kind', [first as z.ZodObject, ...others] as unknown as [KindOfSource]);
  const schema = z.looseObject({ ingest: z.array(Settings).default([]) });
  const remedy = 'see docs/ingest.md for the kinds and their keys';
  const { ingest } = readYaml(schema, { text, file, remedy });
  const settings = ingest as readonly { readonly id: string; readonly kind: string }[];
  const place = { file };
  if (settings.length === 0) throw new ConfigError('there are no billing sources', { place, remedy: ADD });
  const twice = settings.find((each, at) => settings.findIndex((other) => other.id === each.id) < at);
  if (twice) throw new ConfigError(`two sources are called ${twice.id}`, { place, remedy: 'give each its own id' });
  const missing = ids.find((id) => settings.every((each) => each.id !== id));
  if (missing !== undefined) {
    const known = settings.map((each) => each.id).join(', ');
    throw new ConfigError(`there is no source ${missing}`, { place, remedy: `choose ${known}` });
  }
  return settings
    .filter((each) => ids.length === 0 || ids.includes(each.id))
    .flatMap((each) => {
      const source = SOURCES.get(each.kind);
      if (!source) return [];
      return [{ id: each.id, mappingVersion: source.mappingVersion, open: () => source.open(each, ports) }];
    });
}

const ADD = 'list them under ingest in .github/finops.yml (docs/ingest.md)';

type KindOfSource = z.ZodObject<{ readonly id: z.ZodString; readonly kind: z.ZodLiteral<string> }>;
