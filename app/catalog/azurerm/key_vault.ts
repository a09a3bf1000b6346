import { fillTiers, type Quantity } from '#app/measure/quantity.ts';
import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { counted, hourlyPart, usagePart } from './simple-row.ts';

const SOURCE = { url: 'https://azure.microsoft.com/pricing/details/key-vault/', read: '2026-08-21' };

/** A certificate: renewals and operations. */
export const keyVaultCertificate: ResourceType = {
  types: ['azurerm_key_vault_certificate'],
  source: SOURCE,
  usage: {
    monthly_certificate_renewal_requests: { unit: 'requests', means: 'renewals in a month' },
    monthly_certificate_other_operations: { unit: 'operations', means: 'other operations in a month' },
  },
  parts: [
    usagePart({ name: 'Certificate renewals', unit: 'requests', key: 'monthly_certificate_renewal_requests' }),
    usagePart({
      name: 'Certificate operations',
      unit: '10K transactions',
      key: 'monthly_certificate_other_operations',
    }),
  ],
};

/** A key: operations, rotations, and in hardware (premium vaults) the key itself. */
export const keyVaultKey: ResourceType = {
  types: ['azurerm_key_vault_key'],
  source: SOURCE,
  usage: {
    monthly_secrets_operations: { unit: 'operations', means: 'operations on secrets in a month' },
    monthly_key_rotation_renewals: { unit: 'rotations', means: 'rotations of storage keys in a month' },
    monthly_protected_keys_operations: { unit: 'operations', means: 'operations on protected keys in a month' },
    hsm_protected_keys: { unit: 'keys', means: 'keys in hardware with an operation in the month' },
  },
  parts: [
    usagePart({ name: 'Secrets operations', unit: '10K transactions', key: 'monthly_secrets_operations' }),
    usagePart({ name: 'Storage key rotations', unit: 'renewals', key: 'monthly_key_rotation_renewals' }),
    part('HSM-protected keys', (r) => (inHardware(r) ? hardwareKeys(r) : undefined)),
    part('Protected keys', operations),
  ],
};

/** Operations on keys; without a hint of the vault's tier they are those of software. */
function operations(r: ResourceReader): Component {
  const unit = '10K transactions';
  const quantity = counted(r.usage('monthly_protected_keys_operations'), unit);
  if (inHardware(r)) {
    return withUnit(priceRow(r, { name: 'HSM-protected keys', unit, quantity, usageBased: true }), 'transaction');
  }
  const attributes = { example: isSimple(r) ? 'pr_rsa2048' : '' };
  return priceRow(r, { name: 'Software-protected keys', unit, quantity, usageBased: true, attributes });
}

/** Keys and the operations on them stand under one name in the book; the unit tells them apart. */
function withUnit(row: Component, unit: string): Component {
  return 'service' in row.price ? { ...row, price: { ...row.price, unit } } : row;
}

/** Only RSA keys of 2,048 bits are simple; all others are dearer. */
function isSimple(r: ResourceReader): boolean {
  return r.text('key_type', '').toUpperCase().startsWith('RSA') && r.number('key_size', 2048) === 2048;
}

function inHardware(r: ResourceReader): boolean {
  const premium = r.related('key_vault_id')[0]?.text('sku_name', 'standard').toLowerCase() === 'premium';
  return premium && r.text('key_type', '').toUpperCase().endsWith('-HSM');
}

const KEY_TIERS: readonly (readonly [string, number])[] = [
  ['HSM-protected keys (first 250)', 250],
  ['HSM-protected keys (next 1250)', 1250],
  ['HSM-protected keys (next 2500)', 2500],
  ['HSM-protected keys (over 4000)', 0],
];

function hardwareKeys(r: ResourceReader): readonly Component[] {
  const keys = r.usage('hsm_protected_keys');
  if (isSimple(r)) return [keyRow(r, { name: 'HSM-protected keys', quantity: keys })];
  return fillTiers(keys, [250, 1250, 2500]).flatMap((quantity, index) =>
    index > 0 && quantity.state === 'known' && quantity.value.isZero()
      ? []
      : [keyRow(r, { name: KEY_TIERS[index]?.[0] ?? '', quantity })],
  );
}

function keyRow(r: ResourceReader, draft: { name: string; quantity: Quantity }): Component {
  return withUnit(priceRow(r, { ...draft, unit: 'months', usageBased: true }), 'month');
}

/** A pool of hardware modules of one's own. */
export const keyVaultHardwareModule: ResourceType = {
  types: ['azurerm_key_vault_managed_hardware_security_module'],
  source: SOURCE,
  usage: {},
  parts: [hourlyPart('HSM pools', 'HSM pools')],
};
