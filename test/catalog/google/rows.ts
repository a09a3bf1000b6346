import { readUsageFile } from '#app/estimate/usage.ts';
import { estimateModule } from '#test/support/catalogue-fixture.ts';

const PROVIDER = 'provider "google" {\n  project = "p"\n  region  = "us-central1"\n}\n';

/** Resources of a module of the google provider in us-central1, by address. */
export function estimateGoogle(main: string, usage?: Readonly<Record<string, unknown>>) {
  const options = usage ? { usage: readUsageFile({ resource_usage: usage }, { file: 'usage.yml' }) } : {};
  return new Map(estimateModule(PROVIDER + main, options).map((each) => [each.address, each]));
}

/** Monthly cost of each row of one resource by its full name, a number for comparisons by hand. */
export function costs(main: string, usage?: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const rows = [...estimateGoogle(main, usage).values()].flatMap((each) => each.components);
  return Object.fromEntries(
    rows.map((row) => [[...row.path, row.name].join(' > '), row.monthlyCost?.amount.toNumber() ?? Number.NaN]),
  );
}

/** A machine with the given type and further text in its block. */
export function machine(type: string, more = ''): string {
  return `resource "google_compute_instance" "m" {
  name         = "m"
  machine_type = "${type}"
  zone         = "us-central1-a"
  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }
  network_interface {
    network = "default"
  }
  ${more}
}
`;
}
