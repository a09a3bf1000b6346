import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceleratorDiscount, machineDiscount } from '#app/catalog/google/sustained-use.ts';
import { known } from '#app/measure/quantity.ts';
import { costs, machine } from './rows.ts';

// https://cloud.google.com/compute/docs/sustained-use-discounts (facts read 2026-08-21).
describe('the sustained-use discount', () => {
  it.each([
    ['n1-standard-1', 730, 0.3],
    ['n1-standard-1', 547.5, 0.2],
    ['n1-standard-1', 365, 0.1],
    ['n1-standard-1', 182.5, 0],
    ['custom-6-20480', 730, 0.3],
    ['m2-ultramem-208', 730, 0.3],
    ['f1-micro', 730, 0.3],
  ])('of %s at %d hours is %d', (type, hours, share) => {
    expect(machineDiscount(type, known(hours))).toBeCloseTo(share, 6);
  });

  it.each(['n2-standard-8', 'n2d-standard-8', 'c2-standard-4', 'n2-custom-6-20480'])('of %s is a fifth', (type) => {
    expect(machineDiscount(type, known(730))).toBeCloseTo(0.2, 3);
  });

  it.each(['e2-medium', 'c3-standard-4', 't2d-standard-1', 'n4-standard-2'])('does not exist for %s', (type) => {
    expect(machineDiscount(type, known(730))).toBe(0);
  });

  it('does not exist for L4, A100 and H100, but for other GPUs', () => {
    expect(
      ['nvidia-l4', 'nvidia-tesla-a100', 'nvidia-h100-80gb'].map((t) => acceleratorDiscount(t, known(730))),
    ).toEqual([0, 0, 0]);
    expect(acceleratorDiscount('nvidia-tesla-t4', known(730))).toBeCloseTo(0.3, 6);
    expect(acceleratorDiscount('nvidia-tesla-t4', known(100))).toBe(0);
  });

  it('never makes more hours cheaper than fewer', () => {
    fc.assert(
      fc.property(fc.constantFrom('n1-standard-1', 'n2-standard-2'), fc.nat(800), fc.nat(800), (type, a, b) => {
        const cost = (hours: number): number => hours * (1 - machineDiscount(type, known(hours)));
        // Four decimals of the share leave an error of 0.00005 × 730.
        expect(cost(Math.max(a, b))).toBeGreaterThanOrEqual(cost(Math.min(a, b)) - 0.08);
      }),
    );
  });

  it('comes off the monthly cost', () => {
    // https://cloud.google.com/compute/all-pricing: n1-standard-1 0.04749975 an hour in us-central1; × 730 × 0.7 = 24.27.
    expect(costs(machine('n1-standard-1'))['Instance usage (Linux/UNIX, on-demand, n1-standard-1)']).toBeCloseTo(
      24.27,
      2,
    );
    // 100 hours are less than a quarter of the month: 4.75.
    const usage = { 'google_compute_instance.m': { monthly_hrs: 100 } };
    expect(costs(machine('n1-standard-1'), usage)['Instance usage (Linux/UNIX, on-demand, n1-standard-1)']).toBeCloseTo(
      4.75,
      2,
    );
  });
});
