import { azureRun, eaCsv, eaRow, RESERVATION, SAVINGS_PLAN } from '../azure/azure-run.ts';
import { openAzure } from '../azure/open-azure.ts';
import type { SourceCase } from '../source-case.ts';

const reservation = { PricingModel: 'Reservation', benefitId: RESERVATION, benefitName: 'ri', PayGPrice: '0' };
const plan = { PricingModel: 'SavingsPlan', benefitId: SAVINGS_PLAN, benefitName: 'sp' };

/**
 * By hand: actual cost is 0.1 on demand + 30 for a reservation + 7.44 for a savings plan − 2 credit − 1 rounding = 34.54.
 * Amortised cost has 24 + 6 for the reservation's used and unused hours and 7 + 0.44 for the plan's instead of what was
 * paid: 0.1 + 30 + 7.44 − 3 = 34.54, the same, for both are wholly of this month. September has a header and no rows.
 */
export const sourceCase: SourceCase = {
  async open() {
    const onDemand = eaRow();
    const credit = eaRow({ ChargeType: 'Credit', Cost: '-2', Quantity: '', UnitOfMeasure: '', PricingModel: '' });
    const rounding = eaRow({ ChargeType: 'RoundingAdjustment', Cost: '-1', Quantity: '', UnitOfMeasure: '' });
    const actual = eaCsv(
      onDemand,
      credit,
      rounding,
      eaRow({ ...reservation, ChargeType: 'Purchase', Frequency: 'Recurring', Cost: '30', UnitPrice: '30' }),
      eaRow({ ...plan, ChargeType: 'Purchase', Frequency: 'Recurring', Cost: '7.44', UnitPrice: '0' }),
      eaRow({ ...reservation, Cost: '0' }),
    );
    const amortized = eaCsv(
      onDemand,
      credit,
      rounding,
      eaRow({ ...reservation, Cost: '24', Quantity: '24' }),
      eaRow({ ...reservation, ChargeType: 'UnusedReservation', Cost: '6', Quantity: '6' }),
      eaRow({ ...plan, Cost: '7' }),
      eaRow({ ...plan, ChargeType: 'UnusedSavingsPlan', Cost: '0.44' }),
      eaRow({ Cost: '1,5' }),
    );
    const empty = { month: '2026-09', lastDay: '30', csv: eaCsv() };
    const source = openAzure({
      ...azureRun({ type: 'ActualCost', csv: actual }),
      ...azureRun({ type: 'AmortizedCost', csv: amortized }),
      ...azureRun({ type: 'ActualCost', ...empty }),
      ...azureRun({ type: 'AmortizedCost', ...empty }),
    });
    return { source, close: async () => {} };
  },
  expected: {
    scopes: { '2026-09': 0, '2026-10': 9 },
    rejected: 1,
    billed: ['34.54 EUR'],
    effective: ['34.54 EUR'],
  },
};
