import { z } from 'zod';
import { InputError, UpstreamError } from '#app/errors.ts';
import { getJson, type HttpPorts } from './get-json.ts';

/** `region_index.json` of an offer: the regions it is sold in, with the address of each one's newest file. */
const RegionIndex = z.object({
  regions: z.record(
    z.string(),
    z.object({ currentVersionUrl: z.string().regex(/^\/offers\/v1\.0\/aws\/[\w-]+\/\w+\/[\w-]+\/index\.json$/) }),
  ),
});

/**
 * Where the newest CSV file of an offer lies in each of its regions. The address names the version, so that what is
 * read later is of the same publication. Empty for an offer that AWS does not list by region.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html
 * (as known on 2026-11-25, not read).
 * @throws UpstreamError when AWS does not answer; InputError when the answer is no index.
 */
export async function readRegionIndex(
  request: { readonly endpoint: string; readonly offer: string },
  ports: HttpPorts,
): Promise<ReadonlyMap<string, string>> {
  const path = `/offers/v1.0/aws/${request.offer}/current/region_index.json`;
  const url = new URL(path, request.endpoint).href;
  const document = await getJson({ url, name: path, timeoutMs: 60_000 }, ports).catch((error: unknown) => {
    if (error instanceof UpstreamError && error.status === 404) return null;
    throw error;
  });
  if (document === null) return new Map();
  const parsed = RegionIndex.safeParse(document);
  if (!parsed.success) {
    throw new InputError('not the index of an offer', { place: { file: path }, cause: parsed.error });
  }
  return new Map(
    Object.entries(parsed.data.regions).map(([region, { currentVersionUrl }]) => {
      return [region, currentVersionUrl.replace(/json$/, 'csv')];
    }),
  );
}
