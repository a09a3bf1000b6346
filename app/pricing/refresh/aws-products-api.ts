import { z } from 'zod';
import { InputError, UpstreamError } from '#app/errors.ts';
import type { PriceRow } from '../price-row.ts';
import { awsRow, awsRules } from './aws-product.ts';
import { countSkipped, type PriceSource, type RefreshPage, type SkipCount } from './refresh-page.ts';

/** The slice of `@aws-sdk/client-pricing` that a refresh uses: one page of GetProducts. */
export interface AwsProductsPort {
  getProducts(request: {
    readonly serviceCode: string;
    /** Fields that must have exactly these values. */
    readonly filters: Readonly<Record<string, string>>;
    readonly nextToken: string | null;
  }): Promise<{ readonly priceList: readonly string[]; readonly nextToken: string | null }>;
}

export interface AwsApiRequest {
  /** Offer codes: `AmazonEC2`, `AmazonRDS`, … */
  readonly offers: readonly string[];
  readonly regions: readonly string[];
}

/** One entry of a GetProducts answer. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html. */
const Entry = z.object({
  product: z.object({ productFamily: z.string().default(''), attributes: z.record(z.string(), z.string()) }),
  publicationDate: z.string(),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              unit: z.string(),
              beginRange: z.string().default('0'),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      )
      .optional(),
  }),
});

/** AWS's list prices through the Price List API. The cursor names offer, region and page token. */
export function awsApiSource(request: AwsApiRequest, port: AwsProductsPort): PriceSource {
  const steps = request.offers.flatMap((offer) =>
    familiesOf(offer).flatMap((family) => request.regions.map((region) => ({ offer, family, region }))),
  );
  return {
    provider: 'aws',
    id: 'aws-price-list',
    origin: 'AWS Price List API',
    async *pages(cursor): AsyncGenerator<RefreshPage> {
      let at = cursor === null ? { step: 0, token: null as string | null } : readCursor(cursor);
      while (true) {
        const step = steps[at.step];
        if (!step) return;
        const name = `GetProducts ${step.offer}, ${step.family}, in ${step.region}`;
        const filters = { regionCode: step.region, productFamily: step.family, ...NARROWED[step.family] };
        const page = await port
          .getProducts({ serviceCode: step.offer, filters, nextToken: at.token })
          .catch((cause: unknown) => {
            throw new UpstreamError(`${name} failed`, {
              cause,
              retryable: true,
              remedy: 'run the refresh again: it goes on from here',
            });
          });
        const skipped = countSkipped();
        const rows = page.priceList.flatMap((text, index) => {
          return entryRows(text, { offer: step.offer, place: { file: name, line: index + 1 }, skipped });
        });
        at = page.nextToken === null ? { step: at.step + 1, token: null } : { step: at.step, token: page.nextToken };
        const done = at.step >= steps.length;
        yield { rows, cursor: done ? null : JSON.stringify(at), skipped: skipped.counts };
        if (done) return;
      }
    },
  };
}

/** Fields that spare most of the pages of a family; the rules check them again. */
const NARROWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Compute Instance': { capacitystatus: 'Used', licenseModel: 'No License required' },
  'Compute Instance (bare metal)': { capacitystatus: 'Used', licenseModel: 'No License required' },
};

function familiesOf(offer: string): readonly string[] {
  return [...new Set(awsRules(offer).flatMap((rule) => rule.families))];
}

const Cursor = z.object({ step: z.number().int().nonnegative(), token: z.string().nullable() });

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError('the journal of the refresh is damaged', { remedy: 'delete it and refresh again', cause });
  }
}

function entryRows(
  text: string,
  context: { readonly offer: string; readonly place: { file: string; line: number }; readonly skipped: SkipCount },
): readonly PriceRow[] {
  let entry: z.infer<typeof Entry>;
  try {
    entry = Entry.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError('not a product of the AWS Price List', { place: context.place, cause });
  }
  const dimensions = Object.values(entry.terms.OnDemand ?? {}).flatMap((term) => Object.values(term.priceDimensions));
  if (dimensions.length === 0) context.skipped.add('not on demand');
  return dimensions.flatMap((dimension) => {
    const row = awsRow({
      offer: context.offer,
      product: entry.product,
      dimension: { ...dimension, pricePerUnit: dimension.pricePerUnit['USD'] },
      date: entry.publicationDate.slice(0, 10),
      place: context.place,
    });
    if (typeof row !== 'string') return [row];
    context.skipped.add(row);
    return [];
  });
}
