import type { ResourceReader } from '../resource-reader.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { metered, row } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Keys of KMS and the requests that use them. */
export const kmsKey: ResourceType = {
  types: ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'],
  source: { url: 'https://aws.amazon.com/kms/pricing/', read: '2026-08-21' },
  usage: {
    monthly_requests: usageKey('requests', 'Requests that use the key', 2_000_000),
    monthly_ecc_data_key_pair_requests: usageKey('requests', 'GenerateDataKeyPair requests for ECC'),
    monthly_rsa_data_key_pair_requests: usageKey('requests', 'GenerateDataKeyPair requests for RSA'),
  },
  parts: [
    part('Customer master key', (r) => row('Customer master key', { price: priceOf('kms/key/customer-managed', r) })),
    part('Requests', (r) => (r.type === 'aws_kms_key' ? requestRows(r) : [])),
  ],
};

function requestRows(r: ResourceReader): readonly Component[] {
  const spec = r.text('customer_master_key_spec', 'SYMMETRIC_DEFAULT');
  if (spec === 'RSA_2048') return [requestRow('Requests (RSA 2048)', 'rsa-2048', r)];
  if (spec !== 'SYMMETRIC_DEFAULT') return [requestRow('Requests (asymmetric)', 'asymmetric-other', r)];
  // RSA pairs cost 120 times as much as ECC pairs; they do not share a price (https://aws.amazon.com/kms/pricing/).
  return [requestRow('Requests', 'symmetric', r), pairRow('ECC', r), pairRow('RSA', r)];
}

function requestRow(name: string, key: string, r: ResourceReader): Component {
  const quantity = r.usage('monthly_requests');
  return metered(name, { unit: '10k requests', quantity, price: priceOf(`kms/request/${key}`, r), per: 10_000 });
}

function pairRow(kind: 'ECC' | 'RSA', r: ResourceReader): Component {
  const lower = kind.toLowerCase();
  return metered(`${kind} GenerateDataKeyPair requests`, {
    unit: '10k requests',
    quantity: r.usage(`monthly_${lower}_data_key_pair_requests`),
    price: priceOf(`kms/raw/api-requests-generatedatakeypair-${lower}`, r),
    per: 10_000,
    isRare: true,
  });
}
