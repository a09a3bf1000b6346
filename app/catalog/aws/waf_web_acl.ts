import { plus } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Web ACLs of WAF Classic. */
export const wafWebAcl: ResourceType = {
  types: ['aws_waf_web_acl', 'aws_wafregional_web_acl'],
  source: { url: 'https://aws.amazon.com/waf/pricing/', read: '2026-08-21' },
  usage: {
    rule_group_rules: usageKey('rules', 'Rules in the rule groups', 2),
    monthly_requests: usageKey('requests', 'Web requests', 16_666_666),
  },
  parts: [
    part('Web ACL usage', (r) => row('Web ACL usage', { price: priceOf('waf/classic/web-acl', r) })),
    part('Rules', (r) => {
      const rules = rulesOf(r);
      const groups = rules.filter((rule) => rule.text('type', 'REGULAR') === 'GROUP').length;
      const own = plus(rules.length - groups, r.usage('rule_group_rules', 0));
      const price = priceOf('waf/classic/rule', r);
      const rows = [row('Rules', { unit: 'rules', quantity: own, price })];
      return groups === 0 ? rows : [...rows, row('Rule groups', { unit: 'groups', quantity: groups, price })];
    }),
    part('Requests', (r) =>
      metered('Requests', {
        unit: '1M requests',
        quantity: r.usage('monthly_requests'),
        price: priceOf('waf/classic/request', r),
        per: 1_000_000,
      }),
    ),
  ],
};

function rulesOf(r: ResourceReader): readonly BlockReader[] {
  return [...r.blocks('rules'), ...r.blocks('rule')];
}
