import { plus } from '#app/measure/quantity.ts';
import type { BlockReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Web ACLs of WAF. */
export const wafv2WebAcl: ResourceType = {
  types: ['aws_wafv2_web_acl'],
  source: { url: 'https://aws.amazon.com/waf/pricing/', read: '2026-08-21' },
  usage: {
    rule_group_rules: usageKey('rules', 'Rules in the rule groups', 2),
    managed_rule_group_rules: usageKey('rules', 'Rules in the managed rule groups', 5),
    monthly_requests: usageKey('requests', 'Web requests', 16_666_666),
  },
  parts: [
    part('Web ACL usage', (r) => row('Web ACL usage', { price: priceOf('waf/v2/web-acl', r) })),
    part('Rules', (r) => {
      const rules = r.blocks('rule');
      const own = countOf(rules, 'rule_group_reference_statement');
      const managed = countOf(rules, 'managed_rule_group_statement');
      const inGroups = plus(r.usage('rule_group_rules', 0), r.usage('managed_rule_group_rules', 0));
      const price = priceOf('waf/v2/rule', r);
      const rows = [row('Rules', { unit: 'rules', quantity: plus(rules.length - own - managed, inGroups), price })];
      if (own > 0) rows.push(row('Rule groups', { unit: 'groups', quantity: own, price }));
      // Managed groups are counted by themselves, not as many as there are own ones.
      if (managed > 0) rows.push(row('Managed rule groups', { unit: 'groups', quantity: managed, price }));
      return rows;
    }),
    part('Requests', (r) =>
      metered('Requests', {
        unit: '1M requests',
        quantity: r.usage('monthly_requests'),
        price: priceOf('waf/v2/request', r),
        per: 1_000_000,
      }),
    ),
  ],
};

function countOf(rules: readonly BlockReader[], statement: string): number {
  return rules.filter((rule) => rule.block('statement')?.block(statement) !== undefined).length;
}
