import { times } from '#app/measure/quantity.ts';
import type { BlockReader, ResourceReader } from '../resource-reader.ts';
import { type Component, type Part, part } from '../resource-type.ts';
import { acceleratorComponents } from './accelerator-components.ts';
import { diskComponents, localSsdComponent } from './disk-components.ts';
import { type MachineUse, machineComponents } from './machine-components.ts';
import { licenceComponent } from './os-licence.ts';

/** Machines that an instance template describes. */
export interface TemplateMachines {
  readonly template: ResourceReader;
  readonly use: MachineUse;
}

/** The instance template that the attribute or block at `path` names, when it is part of the configuration. */
export function templateAt(r: ResourceReader, path: string): ResourceReader | undefined {
  return r.related(path).find((other) => /^google_compute_(region_)?instance_template$/.test(other.type));
}

/**
 * What machines made from a template are billed for. Without the template their hours are unknown, and the other parts,
 * of which nobody can say whether they exist, are left out.
 */
export function templateParts(machinesOf: (r: ResourceReader) => TemplateMachines | undefined): readonly Part[] {
  const rows = (label: string, of: (machines: TemplateMachines, r: ResourceReader) => ReturnType<Part['components']>) =>
    part(label, (r) => {
      const machines = machinesOf(r);
      return machines && of(machines, r);
    });
  return [
    part('Instance usage', (r) => {
      const machines = machinesOf(r);
      if (!machines) return r.unknown('instance_template', 'its template is not part of this configuration');
      return machineComponents(machines.use);
    }),
    rows('Local SSD provisioned storage', ({ template, use }) => {
      const count = template.blocks('disk').filter(isLocalSsd).length;
      return count === 0 ? [] : localSsdComponent(times(use.count, count), use);
    }),
    rows('GPUs', ({ template, use }, r) =>
      acceleratorComponents(template.blocks('guest_accelerator'), { resource: r, use }),
    ),
    rows('Disks', disks),
    rows('Operating system licence', ({ template, use }) => licenceComponent(template.text('disk.source_image'), use)),
  ];
}

function isLocalSsd(disk: BlockReader): boolean {
  return disk.text('type')?.toUpperCase() === 'SCRATCH' || disk.text('disk_type') === 'local-ssd';
}

function disks({ template, use }: TemplateMachines): readonly Component[] {
  return template
    .blocks('disk')
    .filter((disk) => !isLocalSsd(disk) && !disk.isWritten('source'))
    .flatMap((disk, index) =>
      diskComponents({
        region: use.region,
        diskType: disk.text('disk_type', 'pd-standard'),
        sizeGb: times(use.count, disk.number('disk_size_gb', 10)),
        iops: disk.number('provisioned_iops'),
        path: [`disk[${index}]`],
      }),
    );
}
