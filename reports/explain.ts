import type { CostComponent, ResourceEstimate } from '#app/estimate/estimate.ts';
import type { GateReport } from '#app/flows/gate-report.ts';
import { withoutEmails } from '#app/measure/email-address.ts';
import { moneyText, quantityText, signedMoneyText } from './amount-text.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

/** What one resource is charged for and where each figure comes from; null when no resource has the address. */
export function explainMarkdown(report: GateReport, address: string): string | null {
  const found = report.difference.resources.find((each) =>
    [each.address, withoutEmails(each.address)].includes(address),
  );
  if (!found) return null;
  const { prior, planned } = found;
  const place = (planned ?? prior)?.source;
  const where = place ? `, ${markdownText(`${place.file}:${place.startLine}`)}` : '';
  const change = found.monthlyCost ? signedMoneyText(found.monthlyCost) : 'not known';
  const head = `**${markdownCode(address)}** (${markdownText(found.type)}${where}): ${found.change}, difference ${change} a month.`;
  const sides = [
    ...(planned ? sideText('Planned', planned) : []),
    ...(prior && found.change !== 'no-op' ? sideText('Prior', prior) : []),
  ];
  return [head, ...sides].join('\n');
}

function sideText(name: string, side: ResourceEstimate): readonly string[] {
  const reason = side.reason ? ` ${markdownText(side.reason)}` : '';
  const cost = side.monthlyCost ? `${moneyText(side.monthlyCost)} a month` : 'cost not known';
  const head = ['', `${name}: ${cost}, ${side.support}.${reason}`];
  if (side.components.length === 0) return head;
  return [
    ...head,
    '',
    '| Component | Quantity a month | Unit price | Cost a month | Where it comes from |',
    '|:--|--:|--:|--:|:--|',
    ...side.components.map(componentRow),
  ];
}

function componentRow(row: CostComponent): string {
  const name = markdownText([...row.path, row.name].join(' > '));
  const quantity = row.monthlyQuantity ? `${quantityText(row.monthlyQuantity)} ${markdownText(row.unit)}` : 'not known';
  const list = row.listUnitPrice ? ` (list ${row.listUnitPrice.toString()})` : '';
  const price = row.unitPrice ? markdownText(`${row.unitPrice.toString()}${list}`) : '–';
  const origin = [row.quantityOrigin, row.priceAsOf && `price of ${row.priceAsOf}`, row.reason].filter(Boolean);
  return `| ${name} | ${quantity} | ${price} | ${moneyText(row.monthlyCost)} | ${markdownText(origin.join('; '))} |`;
}
