import { part, type ResourceType } from '../resource-type.ts';
import { priceOf } from './price-of.ts';
import { perHour } from './rows.ts';

/** A Fargate profile runs pods on demand: the smallest billed for one pod of 1 vCPU and 1 GB is shown. */
export const eksFargateProfile: ResourceType = {
  types: ['aws_eks_fargate_profile'],
  source: { url: 'https://aws.amazon.com/fargate/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('Fargate', (r) => [
      perHour('Per GB per hour', { unit: 'GB', price: priceOf('eks/fargate/memory', r) }),
      perHour('Per vCPU per hour', { unit: 'CPU', price: priceOf('eks/fargate/vcpu', r) }),
    ]),
  ],
};
