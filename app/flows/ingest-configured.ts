import { ConfigError } from '#app/errors.ts';
import type { SourcePorts } from '#app/ingest/source.ts';
import { findUp } from '#app/source/find-up.ts';
import type { Surroundings } from '#app/warehouse/warehouse-address.ts';
import { configuredSources } from './configured-sources.ts';
import { type IngestRequest, ingestCharges, type SourceOutcome } from './ingest-charges.ts';
import { makeWarehouse } from './make-warehouse.ts';

/** What a door asks for. */
export interface ConfiguredIngest extends Surroundings, Pick<IngestRequest, 'month' | 'accept'> {
  /** None named means all. */
  readonly ids: readonly string[];
  readonly now: Date;
}

export interface ConfiguredIngestPorts extends Pick<SourcePorts, 'fetch'> {
  readonly readText: (file: string) => string;
  readonly progress: (rows: number) => void;
}

/**
 * Ingests what the nearest `.github/finops.yml` above the working directory lists.
 * @throws ConfigError when there is none or it is wrong; UpstreamError when the warehouse does not answer.
 */
export async function ingestConfigured(
  request: ConfiguredIngest,
  { readText, fetch, progress }: ConfiguredIngestPorts,
): Promise<readonly SourceOutcome[]> {
  const { cwd, env, now, ids } = request;
  const found = findUp(cwd, ['.github/finops.yml', '.github/finops.yaml']);
  if (found === null) {
    const remedy = 'write one with a list of sources under ingest (docs/ingest.md)';
    throw new ConfigError('there is no .github/finops.yml in this directory or above it', { remedy });
  }
  const sources = configuredSources(
    { text: readText(found.file), file: found.file, ids },
    { env, now, root: found.root, fetch },
  );
  return makeWarehouse(request, (database) =>
    ingestCharges({ sources, month: request.month, accept: request.accept }, { database, now, progress }),
  );
}
