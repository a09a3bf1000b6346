import { describe, expect, it } from 'vitest';
import { openCatalogue } from '#app/catalog/registry.ts';
import { USAGE_SIZES } from '#app/estimate/assumed-usage.ts';
import { estimateText } from '#test/support/resources.ts';

const MAIN = `
provider "google" {
  region = "us-central1"
}
resource "aws_lambda_function" "f" {
  memory_size = 512
}
resource "aws_s3_bucket" "b" {}
resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "l" {}
resource "aws_nat_gateway" "n" {}
resource "aws_sqs_queue" "q" {}
resource "google_storage_bucket" "b" {
  location = "US"
}
resource "google_pubsub_topic" "t" {}
resource "google_compute_router_nat" "n" {}
resource "azurerm_nat_gateway" "n" {
  location = "eastus"
}`;

const rowsOf = (usageSize?: 'small' | 'medium' | 'large', usage?: unknown) =>
  estimateText(MAIN, { ...(usageSize ? { usageSize } : {}), ...(usage ? { usage } : {}) }).projects.flatMap((project) =>
    project.resources.flatMap((each) => each.components.map((row) => ({ type: each.type, row }))),
  );

describe('a usage size', () => {
  it('makes no assumption unless it is asked for', () => {
    expect(rowsOf().filter(({ row }) => row.quantityOrigin === 'assumed')).toEqual([]);
  });

  it('is shown as an assumption in every row that it decides', () => {
    const rows = rowsOf('medium').filter(({ row }) => row.quantityOrigin === 'assumed');
    expect(new Set(rows.map(({ type }) => type)).size).toBe(10);
    expect(rows.every(({ row }) => row.usageBased)).toBe(true);
  });

  it('costs the more the larger it is', () => {
    const total = (size: 'small' | 'medium' | 'large') =>
      rowsOf(size).reduce((sum, { row }) => sum + (row.monthlyCost?.amount.toNumber() ?? 0), 0);
    expect(total('small')).toBeLessThan(total('medium'));
    expect(total('medium')).toBeLessThan(total('large'));
  });

  it('of a medium estate is about five to ten dollars a row, free tiers and combined quantities aside', () => {
    const rows = rowsOf('medium').filter(
      ({ row }) => row.quantityOrigin === 'assumed' && row.monthlyCost?.amount.greaterThan(0),
    );
    for (const { type, row } of rows) {
      const cost = row.monthlyCost?.amount.toNumber() ?? 0;
      expect([type, row.name, cost > 1 && cost < 25, cost]).toEqual([type, row.name, true, cost]);
    }
  });

  it('gives way to what a usage file states', () => {
    const usage = { resource_usage: { 'aws_s3_bucket.b': { standard: { storage_gb: 7 } } } };
    const storage = rowsOf('large', usage).find(({ type, row }) => type === 'aws_s3_bucket' && row.name === 'Storage');
    expect(storage?.row.monthlyQuantity?.toNumber()).toBe(7);
    expect(storage?.row.quantityOrigin).toBe('usage-file');
  });
});

describe('every key with sizes', () => {
  it('has a number that does not shrink from small to large', () => {
    let count = 0;
    for (const { usage } of openCatalogue().billed.values()) {
      for (const { sizes } of Object.values(usage)) {
        if (!sizes) continue;
        count += 1;
        const values = USAGE_SIZES.map((size) => sizes[size]);
        expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }
    }
    expect(count).toBeGreaterThan(300);
  });
});
