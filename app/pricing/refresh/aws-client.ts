import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import type { AwsProductsPort } from './aws-products-api.ts';

/** The Price List API through AWS's SDK, with its default chain of credentials; `endpoint` is for a private gateway. */
export function awsPricingClient(options: { readonly region: string; readonly endpoint?: string }): AwsProductsPort {
  const client = new PricingClient(options);
  return {
    async getProducts({ serviceCode, filters, nextToken }) {
      const answer = await client.send(
        new GetProductsCommand({
          ServiceCode: serviceCode,
          Filters: Object.entries(filters).map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value })),
          FormatVersion: 'aws_v1',
          MaxResults: 100,
          ...(nextToken === null ? {} : { NextToken: nextToken }),
        }),
      );
      // The SDK's type says lazy JSON objects whose text is what `toString` gives.
      return { priceList: (answer.PriceList ?? []).map(String), nextToken: answer.NextToken ?? null };
    },
  };
}
