import { part, type ResourceType } from '../resource-type.ts';
import { loadBalancerRows, loadBalancerUsage } from './load-balancer.ts';

/** Application, network and gateway load balancers. */
export const lb: ResourceType = {
  types: ['aws_lb', 'aws_alb'],
  source: { url: 'https://aws.amazon.com/elasticloadbalancing/pricing/', read: '2026-08-21' },
  usage: loadBalancerUsage,
  parts: [
    part('Load balancer', (r) => {
      const kind = r.text('load_balancer_type', 'application').toLowerCase();
      return loadBalancerRows({ kind: kind === 'application' ? 'application' : 'network' }, r);
    }),
  ],
};
