import type { Source } from './source.ts';
import { awsCostExplorerSource } from './sources/aws-cost-explorer.ts';
import { awsExportSource } from './sources/aws-export.ts';
import { azureCostManagementSource } from './sources/azure-cost-management.ts';
import { azureExportSource } from './sources/azure-export.ts';
import { focusFileSource } from './sources/focus-file.ts';
import { googleBigquerySource } from './sources/google-bigquery.ts';
import { opencostSource } from './sources/opencost.ts';

/** Every kind of source by name; a new one is a file in `sources` and a line here. */
export const SOURCES: ReadonlyMap<string, Source> = new Map(
  [
    awsCostExplorerSource,
    awsExportSource,
    azureCostManagementSource,
    azureExportSource,
    focusFileSource,
    googleBigquerySource,
    opencostSource,
  ].map((source) => [source.kind, source]),
);
