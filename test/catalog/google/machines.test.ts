import { describe, expect, it } from 'vitest';
import { readCustomMachine } from '#app/catalog/google/custom-machine.ts';
import { costs, estimateGoogle, machine } from './rows.ts';

const ADDRESS = 'google_compute_instance.m';

describe('a Spot machine', () => {
  // Google's list of 2026-08-03 for us-central1 (https://cloud.google.com/spot-vms/pricing; the head of
  // scripts/price-facts/google-spot.csv says how it was read), whole machines by the hour.
  const name = 'Instance usage (Linux/UNIX, preemptible, e2-standard-2)';
  const onDemand = costs(machine('e2-standard-2'))['Instance usage (Linux/UNIX, on-demand, e2-standard-2)'] ?? 0;

  it.each(['preemptible = true', 'provisioning_model = "SPOT"'])('is known by %s', (setting) => {
    const block = `scheduling {\n    ${setting}\n  }`;
    expect(costs(machine('e2-standard-2', block))[name]).toBeCloseTo(0.040212 * 730, 4);
    const rows = estimateGoogle(machine('e2-standard-2', block)).get(ADDRESS)?.components;
    expect(rows?.find((row) => row.name === name)?.flags).toContain('spot-price');
  });

  it.each([
    // Machines as the same list has them: shared cores are billed for a part of a vCPU.
    ['e2-micro', 0.0050265],
    ['f1-micro', 0.000684],
    ['n1-standard-16', 0.26804],
    ['n2d-standard-4', 0.048912],
    ['a2-highgpu-1g', 1.92802],
  ])('%s costs %d an hour', (type, hourly) => {
    const rows = costs(machine(type, 'scheduling {\n    preemptible = true\n  }'));
    expect(rows[`Instance usage (Linux/UNIX, preemptible, ${type})`]).toBeCloseTo(hourly * 730, 4);
  });

  it('of a custom type costs five per cent more than the parts of its series', () => {
    // N1 0.01115 a vCPU and 0.001494 a GiB: 6 × 0.01115 × 1.05 and 20 × 0.001494 × 1.05, times 730.
    const rows = costs(machine('custom-6-20480', 'scheduling {\n    preemptible = true\n  }'));
    expect(rows['Custom instance CPU (Linux/UNIX, preemptible, N1 6 vCPUs)']).toBeCloseTo(51.28, 2);
    expect(rows['Custom Instance RAM (Linux/UNIX, preemptible, N1 20 GB)']).toBeCloseTo(22.9, 2);
  });

  it('whose Spot price is not listed costs at most what it costs on demand, and says so', () => {
    const block = 'scheduling {\n    preemptible = true\n  }';
    const type = 'c3-standard-4-lssd';
    const rows = estimateGoogle(machine(type, block)).get(ADDRESS)?.components;
    const row = rows?.find((each) => each.name.startsWith('Instance usage'));
    const full = costs(machine(type))[`Instance usage (Linux/UNIX, on-demand, ${type})`];
    expect(row?.monthlyCost?.amount.toNumber()).toBeCloseTo(full ?? 0, 6);
    expect(row?.flags).toContain('spot-upper-bound');
  });

  it('costs what the stated discount leaves', () => {
    const block = 'scheduling {\n    preemptible = true\n  }';
    const usage = { [ADDRESS]: { spot_discount_percent: 75 } };
    expect(costs(machine('e2-standard-2', block), usage)[name]).toBeCloseTo(onDemand / 4, 6);
  });

  it('gets no sustained-use discount', () => {
    const block = 'scheduling {\n    preemptible = true\n  }';
    // n1-standard-1: (0.01115 + 3.75 × 0.001494) × 730 = 12.23.
    expect(
      costs(machine('n1-standard-1', block))['Instance usage (Linux/UNIX, preemptible, n1-standard-1)'],
    ).toBeCloseTo(12.23, 2);
  });
});

describe('a custom machine type', () => {
  it.each([
    ['custom-6-20480', { family: 'n1', vcpus: 6, memoryGiB: 20, extendedGiB: 0 }],
    ['custom-2-15360-ext', { family: 'n1', vcpus: 2, memoryGiB: 13, extendedGiB: 2 }],
    ['n2d-custom-4-20480', { family: 'n2d', vcpus: 4, memoryGiB: 20, extendedGiB: 0 }],
    ['e2-custom-2-4096', { family: 'e2', vcpus: 2, memoryGiB: 4, extendedGiB: 0 }],
    ['n1-custom-1-1024', { family: 'n1', vcpus: 1, memoryGiB: 1, extendedGiB: 0 }],
    ['c3-custom-2-4096', undefined],
    ['e2-custom', undefined],
    ['custom-0-1024', undefined],
    ['custom-99999999999999999999-1', undefined],
    ['n2-standard-2', undefined],
  ])('%s is read', (type, expected) => {
    expect(readCustomMachine(type)).toEqual(expected);
  });

  // https://cloud.google.com/compute/vm-instance-pricing (facts read 2026-08-21), us-central1, an hour: N1 custom 0.033174 a
  // vCPU and 0.004446 a GiB, extended memory 0.00955; E2 0.02181159 and 0.00292353, without a premium.
  it('of N1 costs five per cent more than a predefined one', () => {
    const rows = costs(machine('custom-2-15360-ext'));
    expect(rows['Custom instance CPU (Linux/UNIX, on-demand, N1 2 vCPUs)']).toBeCloseTo(2 * 0.033174 * 511, 1);
    expect(rows['Custom Instance RAM (Linux/UNIX, on-demand, N1 13 GB)']).toBeCloseTo(13 * 0.004446 * 511, 1);
    expect(rows['Custom Instance Extended RAM (Linux/UNIX, on-demand, N1 2 GB)']).toBeCloseTo(2 * 0.00955 * 511, 1);
  });

  it('of E2 costs what a predefined one does', () => {
    const rows = costs(machine('e2-custom-4-8192'));
    expect(rows['Custom instance CPU (Linux/UNIX, on-demand, E2 4 vCPUs)']).toBeCloseTo(4 * 0.02181159 * 730, 3);
    expect(rows['Custom Instance RAM (Linux/UNIX, on-demand, E2 8 GB)']).toBeCloseTo(8 * 0.00292353 * 730, 3);
  });
});

describe('GPUs', () => {
  it('of a type that comes with them are not billed twice', () => {
    // https://cloud.google.com/compute/gpus-pricing (facts read 2026-08-21): the price of G2 includes its L4.
    const rows = costs(machine('g2-standard-4', 'guest_accelerator {\n    type  = "nvidia-l4"\n    count = 1\n  }'));
    expect(rows['NVIDIA L4 (on-demand)']).toBe(0);
    expect(rows['Instance usage (Linux/UNIX, on-demand, g2-standard-4)']).toBeCloseTo(515.99, 1);
  });

  it('on N1 are billed by the hour and the piece, with the discount of a full month', () => {
    // T4 0.35 an hour in us-central1: 2 × 0.35 × 730 × 0.7 = 357.70.
    const block = 'guest_accelerator {\n    type  = "nvidia-tesla-t4"\n    count = 2\n  }';
    expect(costs(machine('n1-standard-4', block))['NVIDIA Tesla T4 (on-demand)']).toBeCloseTo(357.7, 6);
    const usage = { [ADDRESS]: { monthly_hrs: 100 } };
    expect(costs(machine('n1-standard-4', block), usage)['NVIDIA Tesla T4 (on-demand)']).toBeCloseTo(70, 6);
  });
});

describe('disks of a machine', () => {
  it('that exist by themselves are billed once', () => {
    const disks = `resource "google_compute_disk" "boot" {
  name = "boot"
  size = 100
}
resource "google_compute_disk" "data" {
  name = "data"
  size = 100
  type = "pd-ssd"
}
resource "google_compute_instance" "m" {
  name         = "m"
  machine_type = "e2-micro"
  zone         = "us-central1-a"
  boot_disk {
    source = google_compute_disk.boot.id
  }
  attached_disk {
    source = google_compute_disk.data.id
  }
  network_interface {
    network = "default"
  }
}
`;
    // https://cloud.google.com/compute/disks-image-pricing: 0.04 and 0.17 a GB-month in us-central1.
    const storage = [...estimateGoogle(disks).values()].map((each) => [
      each.address,
      each.components.filter((row) => row.name.includes('storage')).map((row) => row.monthlyCost?.amount.toFixed()),
    ]);
    expect(storage).toEqual([
      ['google_compute_disk.boot', ['4']],
      ['google_compute_disk.data', ['17']],
      [ADDRESS, []],
    ]);
  });

  it('with IOPS of their own show them as unknown while nobody states them', () => {
    const disk = (more: string): string =>
      `resource "google_compute_disk" "d" {\n  name = "d"\n  size = 500\n  type = "pd-extreme"\n  ${more}\n}\n`;
    // https://cloud.google.com/compute/disks-image-pricing: 0.065 an IOPS and month in us-central1 × 10,000.
    expect(costs(disk('provisioned_iops = 10000'))['Provisioned IOPS']).toBeCloseTo(650, 6);
    const unstated = estimateGoogle(disk('')).get('google_compute_disk.d');
    expect(unstated).toMatchObject({ support: 'unknown', complete: false });
  });

  it('kept in two zones cost double', () => {
    const main = (type: string): string =>
      `resource "${type}" "d" {\n  name = "d"\n  size = 10\n  type = "pd-ssd"\n}\n`;
    const name = 'SSD provisioned storage (pd-ssd)';
    expect(costs(main('google_compute_region_disk'))[name]).toBeCloseTo(
      2 * (costs(main('google_compute_disk'))[name] ?? 0),
      6,
    );
  });
});

describe('a machine', () => {
  it('whose type is not known yet still shows its disk', () => {
    const resource = estimateGoogle(`variable "t" {}\n${machine('x').replace('"x"', 'var.t')}`).get(ADDRESS);
    expect(resource?.support).toBe('unknown');
    // The boot disk of 10 GB at 0.04.
    expect(resource?.monthlyCost?.amount.toFixed()).toBe('0.4');
  });

  it('that is stopped pays for its disk only', () => {
    const rows = costs(machine('e2-medium', 'desired_status = "TERMINATED"'));
    expect(rows['Instance usage (Linux/UNIX, on-demand, e2-medium)']).toBe(0);
    expect(rows['Standard provisioned storage (pd-standard)']).toBeCloseTo(0.4, 6);
  });

  it('of a paid image pays its licence', () => {
    const main = machine('n2-standard-4').replace('debian-cloud/debian-12', 'windows-cloud/windows-2022');
    // https://cloud.google.com/compute/disks-image-pricing#premiumimages: 0.046 a core and hour × 4 × 730 = 134.32.
    expect(costs(main)['Licence (Windows Server)']).toBeCloseTo(134.32, 6);
  });

  it('pays for an ephemeral address, half of it as Spot', () => {
    // https://cloud.google.com/vpc/network-pricing#ipaddress: 0.005 and 0.0025 an hour.
    const access = 'network_interface {\n    network = "n"\n    access_config {}\n  }';
    expect(costs(machine('e2-micro', access))['External IP address (standard VM)']).toBeCloseTo(3.65, 6);
    const spot = `${access}\n  scheduling {\n    preemptible = true\n  }`;
    expect(costs(machine('e2-micro', spot))['External IP address (preemptible VM)']).toBeCloseTo(1.825, 6);
  });
});

describe('a reserved address', () => {
  const reserved = 'resource "google_compute_address" "a" {\n  name = "a"\n}\n';

  it('that a machine uses is billed once, by itself', () => {
    const access =
      'network_interface {\n    network = "n"\n    access_config {\n      nat_ip = google_compute_address.a.address\n    }\n  }';
    const rows = costs(reserved + machine('e2-micro', access));
    expect(rows['IP address (standard VM)']).toBeCloseTo(3.65, 6);
    expect(Object.keys(rows).filter((name) => name.startsWith('External'))).toEqual([]);
  });

  it('that nothing uses costs 0.01 an hour', () => {
    expect(costs(reserved)['IP address (unused)']).toBeCloseTo(7.3, 6);
  });

  it('of a forwarding rule is free beside the rule', () => {
    const rule =
      'resource "google_compute_forwarding_rule" "r" {\n  name = "r"\n  ip_address = google_compute_address.a.address\n}\n';
    expect(estimateGoogle(reserved + rule).get('google_compute_address.a')?.support).toBe('free');
  });

  it('inside a network is free', () => {
    const internal = reserved.replace('name = "a"', 'name = "a"\n  address_type = "INTERNAL"');
    expect(estimateGoogle(internal).get('google_compute_address.a')?.support).toBe('free');
  });
});
