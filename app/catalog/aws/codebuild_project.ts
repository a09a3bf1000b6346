import { part, type ResourceType } from '../resource-type.ts';
import { exampleOf } from './price-of.ts';
import { metered } from './rows.ts';
import { usageKey } from './usage-key.ts';

/** Build projects, by the minute of their compute type. */
export const codebuildProject: ResourceType = {
  types: ['aws_codebuild_project'],
  source: { url: 'https://aws.amazon.com/codebuild/pricing/', read: '2026-08-21' },
  usage: { monthly_build_mins: usageKey('minutes', 'Minutes of builds', 1000) },
  parts: [
    part('Builds', (r) => {
      const kind = r.text('environment.type', 'LINUX_CONTAINER');
      const size = r
        .text('environment.compute_type', 'BUILD_GENERAL1_SMALL')
        .replace(/^BUILD_GENERAL1_/, '')
        .toLowerCase();
      const system = kind.startsWith('WINDOWS') ? 'Windows' : 'Linux';
      const family = kind.startsWith('ARM') ? 'arm1' : kind.includes('GPU') ? 'gpu1' : 'general1';
      const name = `${system} (${family}.${size})`;
      return metered(name, {
        unit: 'minutes',
        quantity: r.usage('monthly_build_mins'),
        price: exampleOf(`aws_codebuild_project/${name}`, r),
      });
    }),
  ],
};
