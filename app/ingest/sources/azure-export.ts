import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError, InvariantError } from '#app/errors.ts';
import { type AzureMonth, azureMonths } from '../azure/azure-deliveries.ts';
import { readAzureMonth } from '../azure/read-azure-month.ts';
import { azureBlobStore } from '../files/azure-blob-store.ts';
import { localStore } from '../files/local-store.ts';
import { defineSource } from '../source.ts';

/**
 * Azure's exports to a storage account: actual and amortised cost of Enterprise Agreements, Microsoft Customer Agreements
 * and pay-as-you-go, mapped; or cost in FOCUS (`1.0r2`, `1.2-preview`), as it is.
 */
export const azureExportSource = defineSource({
  kind: 'azure-export',
  summary: 'Exports of Azure Cost Management: actual and amortised cost, or FOCUS',
  reference: { url: 'https://learn.microsoft.com/cloud-computing/finops/focus/convert', read: '2026-11-26' },
  corrections: 'replacement',
  mappingVersion: 1,
  settings: z.strictObject({
    id: z.string(),
    kind: z.literal('azure-export'),
    container: z.url().optional().describe('Address of the container: https://ACCOUNT.blob.core.windows.net/CONTAINER'),
    path: z.string().optional().describe('Directory with a copy of the container, instead of container'),
    prefix: z.string().default('').describe('Folder inside the container in which the exports lie'),
    dataset: z
      .enum(['cost', 'focus'])
      .optional()
      .describe('Which exports count where both lie together: cost (actual and amortised) or focus'),
    dates: z
      .enum(['MM/dd/yyyy', 'dd/MM/yyyy'])
      .optional()
      .describe('How files write days with slashes, where they do not show it themselves'),
  }),
  open(settings, ports) {
    const { container, path, prefix, dataset } = settings;
    if ((container === undefined) === (path === undefined)) {
      throw new ConfigError(`source ${settings.id}: one of container and path`, {
        remedy: 'name where the exports lie',
      });
    }
    const store =
      path === undefined
        ? azureBlobStore({ url: container ?? '', env: ports.env })
        : localStore(resolve(ports.root, path));
    const months = new Map<string, AzureMonth>();
    return {
      async deliveries(month) {
        const found = await azureMonths({ store, prefix, dataset }, month);
        for (const each of found) months.set(each.delivery.digest, each);
        return found.map((each) => each.delivery);
      },
      read(delivery) {
        const month = months.get(delivery.digest);
        if (month === undefined) throw new InvariantError('a delivery is read that this source did not name');
        return readAzureMonth(month, { store, sourceId: settings.id, dateStyle: settings.dates });
      },
      close: store.close,
    };
  },
});
