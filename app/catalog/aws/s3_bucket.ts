import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { exampleOf, priceOf } from './price-of.ts';
import { metered, tiered } from './rows.ts';
import { type ClassRow, type StorageClass, storageClasses } from './s3-classes.ts';
import { usageKey } from './usage-key.ts';

const STORAGE_TIERS = { names: ['', 'next 450 TB', 'over 500 TB'], widths: [51_200, 460_800] } as const;

/** Of the class that every bucket has; another one is used only where somebody says so. */
const ASSUMED: Readonly<Record<string, number>> = {
  'standard.storage_gb': 300,
  'standard.monthly_tier_1_requests': 1_500_000,
  'standard.monthly_tier_2_requests': 20_000_000,
};

/** Buckets: Standard always, other storage classes where a lifecycle rule or the usage names them. */
export const s3Bucket: ResourceType = {
  types: ['aws_s3_bucket'],
  source: { url: 'https://aws.amazon.com/s3/pricing/', read: '2026-08-21' },
  usage: {
    object_tags: usageKey('tags', 'Tags of objects', 10_000_000),
    ...Object.fromEntries(
      storageClasses.flatMap(({ prefix, name, rows }) =>
        rows.map((each) => [
          `${prefix}.${each.key}`,
          usageKey(unitOf(each), `${name}: ${each.name}`, ASSUMED[`${prefix}.${each.key}`]),
        ]),
      ),
    ),
  },
  parts: [
    part('Object tagging', (r) =>
      hasTagRule(r) || r.usage('object_tags').state === 'known'
        ? metered('Object tagging', {
            unit: '10k tags',
            quantity: r.usage('object_tags'),
            price: exampleOf('aws_s3_bucket/Object tagging', r),
            per: 10_000,
          })
        : [],
    ),
    ...storageClasses.map((storage) => part(storage.name, (r) => classRows(storage, r))),
  ],
};

function unitOf(each: ClassRow): string {
  if (each.unit === 'GB') return 'GB';
  return each.unit.replace('1k ', '');
}

function classRows(storage: StorageClass, r: ResourceReader): readonly Component[] {
  const stated = storage.rows.some((each) => r.usage(`${storage.prefix}.${each.key}`).state === 'known');
  if (storage.rule !== null && !stated && !rulesOf(r).some((rule) => movesTo(storage.rule ?? '', rule))) return [];
  return storage.rows.flatMap((each) => {
    const quantity = r.usage(`${storage.prefix}.${each.key}`);
    const path = [storage.name];
    const { name, unit } = each;
    if (each.isTiered && each.price) {
      const listed = `s3/${each.price}`;
      return tiered({
        name,
        tiers: STORAGE_TIERS.names,
        widths: STORAGE_TIERS.widths,
        unit,
        quantity,
        price: (tierStart) => priceOf(listed, { region: r.region, tierStart }),
        path,
      });
    }
    const price = each.price ? priceOf(`s3/${each.price}`, r) : exampleOf(`aws_s3_bucket/${storage.name} > ${name}`, r);
    const or = each.like ? [priceOf(`s3/${each.like}`, r)] : [];
    return [
      metered(name, {
        unit,
        quantity,
        price,
        path,
        or,
        ...(each.per ? { per: each.per } : {}),
        ...(each.isRare ? { isRare: true } : {}),
      }),
    ];
  });
}

/** The enabled lifecycle rules, of the bucket and of its lifecycle configuration. */
function rulesOf(r: ResourceReader): readonly BlockReader[] {
  const own = r.blocks('lifecycle_rule').filter((rule) => rule.flag('enabled'));
  const others = r
    .referrers('aws_s3_bucket_lifecycle_configuration')
    .flatMap((configuration) => configuration.blocks('rule'))
    .filter((rule) => rule.text('status') === 'Enabled');
  return [...own, ...others];
}

function movesTo(storageClass: string, rule: BlockReader): boolean {
  return ['transition', 'noncurrent_version_transition'].some((name) =>
    rule.blocks(name).some((transition) => transition.text('storage_class') === storageClass),
  );
}

function hasTagRule(r: ResourceReader): boolean {
  return rulesOf(r).some((rule) => rule.has('tags') || rule.has('filter.tag') || rule.has('filter.and.tags'));
}
