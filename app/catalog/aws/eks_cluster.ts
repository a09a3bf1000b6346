import { HOURS_PER_MONTH } from '#app/measure/hours.ts';
import { part, type ResourceType } from '../resource-type.ts';

/** The control plane of a Kubernetes cluster. */
export const eksCluster: ResourceType = {
  types: ['aws_eks_cluster'],
  source: { url: 'https://aws.amazon.com/eks/pricing/', read: '2026-08-21' },
  usage: {},
  parts: [
    part('EKS cluster', (r) => ({
      name: 'EKS cluster',
      unit: 'hours',
      quantity: HOURS_PER_MONTH,
      price: { provider: 'aws', service: 'eks', family: 'cluster', key: 'standard-support', region: r.region },
    })),
  ],
};
