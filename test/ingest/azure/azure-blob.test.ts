import { describe, expect, it } from 'vitest';
import { azureBlobStore } from '#app/ingest/files/azure-blob-store.ts';
import { azureExportSource } from '#app/ingest/sources/azure-export.ts';
import { azureRun, eaCsv, eaRow } from './azure-run.ts';
import { serveBlobs } from './blob-service.ts';
import { readAll } from './open-azure.ts';

const blobs = {
  ...azureRun({ type: 'ActualCost', csv: eaCsv() }),
  ...azureRun({ type: 'AmortizedCost', csv: eaCsv(eaRow(), eaRow({ Cost: '2' })) }),
  'elsewhere/readme.txt': 'x',
};

describe('a container of Azure (a double of the Blob service over HTTP)', () => {
  it('is listed page by page and read by the SDK', async () => {
    const service = await serveBlobs(blobs);
    const source = azureExportSource.open(
      { id: 'azure', kind: 'azure-export', container: service.container, prefix: 'exports/' },
      { env: { AZURE_STORAGE_CONNECTION_STRING: service.connection }, now: new Date(), root: '/', fetch },
    );
    try {
      const { charges } = await readAll(source);
      expect(charges.map((each) => each.BilledCost)).toEqual(['0.1', '2']);
      expect(service.asked.slice(0, 2)).toEqual(['GET /account/bills', 'GET /account/bills?marker']);
      expect(service.asked.filter((path) => path.includes('elsewhere'))).toEqual([]);
    } finally {
      await service.close();
    }
  });

  it('gives parts of a blob, as Parquet needs them', async () => {
    const service = await serveBlobs({ 'a.parquet': '0123456789' });
    const store = azureBlobStore({
      url: service.container,
      env: { AZURE_STORAGE_CONNECTION_STRING: service.connection },
    });
    try {
      expect(Buffer.from(await store.slice('a.parquet', { start: 3, end: 6 })).toString()).toBe('345');
    } finally {
      await service.close();
    }
  });

  it.each([
    [403, 'AuthorizationPermissionMismatch', 'give the identity the role Storage Blob Data Reader on the container'],
    [404, 'ContainerNotFound', 'check the container in finops.yml'],
  ])('that answers %i says what to do', async (status, code, remedy) => {
    const service = await serveBlobs({}, { status, code });
    const store = azureBlobStore({
      url: service.container,
      env: { AZURE_STORAGE_CONNECTION_STRING: service.connection },
    });
    try {
      await expect(store.list('')).rejects.toMatchObject({ code: 'upstream', status, remedy });
    } finally {
      await service.close();
    }
  });
});
