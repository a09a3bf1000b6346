import { awsGaps } from './aws/reviewed-gaps.ts';
import { azurermGaps } from './azurerm/reviewed-gaps.ts';

/**
 * Rows that have no price in the embedded book in some of the main regions, each with the reason. A refresh
 * (`finops prices refresh`) or a user's own price file may fill them; until then they are shown as unpriced.
 */
export interface ReviewedGap {
  readonly provider: string;
  /** Catalogue file without ending. */
  readonly file: string;
  /** Names of rows, without the path. */
  readonly rows: RegExp;
  /** Regions without the price; `everywhere` when the book has none at all. */
  readonly regions: readonly string[] | 'everywhere';
  readonly reason: string;
}

const US_CENTRAL_ONLY = "Google's list price differs by region and the facts hold that of us-central1 only";

function googleGap(file: string, rows: RegExp): ReviewedGap {
  return { provider: 'google', file, rows, regions: ['europe-west1', 'us-east1'], reason: US_CENTRAL_ONLY };
}

export const reviewedGaps: readonly ReviewedGap[] = [
  ...awsGaps,
  ...azurermGaps,
  googleGap(
    'bigquery_table',
    /^(Active storage|Long-term storage|Streaming inserts|Storage (read|write) API|Queries \(on-demand\))$/,
  ),
  googleGap('compute_forwarding_rule', /^(Forwarding rules|Ingress data)$/),
  googleGap('compute_image', /^Storage$/),
  googleGap('compute_machine_image', /^Storage$/),
  googleGap('compute_target_proxy', /^(Proxy instance|Data processed)$/),
  googleGap('redis_cluster', /^(Cluster node|AOF persistence|Backups)/),
  googleGap('redis_instance', /^Redis instance/),
  googleGap('sql_database_instance', /^(Backups|Storage)/),
];
