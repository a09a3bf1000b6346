import { describe, expect, it } from 'vitest';
import { askPrice } from '#app/estimate/derived-price.ts';
import type { PriceQuery } from '#app/pricing/price.ts';
import { embeddedBook } from '#test/support/resources.ts';

function shape(key: string): PriceQuery {
  const attributes = { os: 'linux' };
  return {
    provider: 'google',
    service: 'compute-engine',
    family: 'machine-type',
    key,
    region: 'us-central1',
    attributes,
  };
}

describe('a derived price', () => {
  it('is the sum of shares of listed ones', () => {
    // https://cloud.google.com/compute/all-pricing: two e2-standard-2 cost what one e2-standard-4 does, 0.13402284.
    const found = askPrice({ sum: [{ share: 2, query: shape('e2-standard-2') }], flags: ['derived'] }, embeddedBook);
    expect(found.state === 'found' && found.price.amount.toFixed()).toBe('0.13402284');
    expect(found.state === 'found' && found.price.flags).toContain('derived');
  });

  it('is missing when one of its parts is', () => {
    const sum = ['e2-standard-2', 'e2-no-such'].map((key) => ({ share: 1, query: shape(key) }));
    const found = askPrice({ sum, flags: [] }, embeddedBook);
    expect(found).toMatchObject({ state: 'none' });
    expect(found.state === 'none' && found.reason).toContain('e2-no-such');
  });

  it('of nothing is zero, for what another row includes', () => {
    const found = askPrice({ sum: [], flags: ['included-in-machine-type'] }, embeddedBook);
    expect(found.state === 'found' && found.price.amount.toFixed()).toBe('0');
  });
});
