import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { SERVICE_SUBCATEGORIES } from '#app/focus/service-subcategories.ts';
import { awsServiceCategory } from '#app/ingest/aws/service-categories.ts';
import { sharedPath } from '#test/support/shared.ts';

const table = sharedPath('data/focus/samples/aws_category_mapping.focus_converters.csv');

describe('the category of a service of AWS', () => {
  it.each([
    ['AmazonEC2', 'Compute', 'Virtual Machines'],
    ['AmazonS3', 'Storage', 'Object Storage'],
    ['AmazonRDS', 'Databases', 'Relational Databases'],
    ['ComputeSavingsPlans', 'Compute', 'Virtual Machines'],
    ['NobodyKnows', 'Other', 'Other (Other)'],
  ])('of %s is %s, %s', (code, ...place) => {
    expect(awsServiceCategory(code)).toEqual(place);
  });

  it.skipIf(table === null)('is one of FOCUS for each product code, and mostly where focus_converters has it', () => {
    const rows = parse(readFileSync(table!, 'utf8'), { columns: true }) as {
      product_code: string;
      ServiceCategory: string;
    }[];
    const codes = rows.filter((row) => !/[ *]/.test(row.product_code));
    for (const { product_code: code } of codes) {
      const [category, subcategory] = awsServiceCategory(code);
      expect(SERVICE_SUBCATEGORIES[category]).toContain(subcategory);
    }
    const same = codes.filter((row) => awsServiceCategory(row.product_code)[0] === row.ServiceCategory);
    // Theirs differ in part from FOCUS's own examples (API management is Integration there, identity its own category).
    expect(same.length / codes.length).toBeGreaterThan(0.8);
    console.log(`${same.length} of ${codes.length} product codes are in the category of focus_converters`);
  });
});
