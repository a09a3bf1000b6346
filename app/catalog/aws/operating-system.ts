import type { ResourceReader } from '../resource-reader.ts';

/** How the book and the reports call an instance's operating system. */
export interface OperatingSystem {
  readonly label: string;
  readonly os: string;
}

const SYSTEMS: Readonly<Record<string, OperatingSystem>> = {
  linux: { label: 'Linux/UNIX', os: 'linux' },
  windows: { label: 'Windows', os: 'windows' },
  rhel: { label: 'RHEL', os: 'rhel' },
  suse: { label: 'SUSE', os: 'suse' },
};

/**
 * The operating system that the usage states, else the one that the image's look-up names, else Linux: an image's id
 * does not say what is in it.
 */
export function operatingSystem(resource: ResourceReader, image: ResourceReader | undefined): OperatingSystem {
  const stated = resource.usageText('operating_system')?.toLowerCase() ?? imageSystem(image);
  return SYSTEMS[stated] ?? { label: 'Linux/UNIX', os: 'linux' };
}

function imageSystem(image: ResourceReader | undefined): string {
  if (image?.type !== 'aws_ami') return 'linux';
  const words = JSON.stringify(image.resource.attributes['filter'] ?? '').toLowerCase();
  if (words.includes('windows')) return 'windows';
  if (words.includes('rhel')) return 'rhel';
  return words.includes('suse') ? 'suse' : 'linux';
}
