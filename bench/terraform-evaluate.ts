/**
 * A module tree that expands to many resource instances: CPU time and peak memory of evaluating it, in a process of
 * its own for each size. Limits: 5,000 instances in under 1.5 s of CPU and 400 MB; 50,000 in at most 15 times that.
 *
 *   node bench/terraform-evaluate.ts
 */
import { execFileSync } from 'node:child_process';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';

const MODULES = 50;

/** Fifty module instances, each with variables, locals, templates, references, dynamic blocks and outputs. */
function moduleTree(instances: number): ReadonlyMap<string, string> {
  const each = instances / MODULES / 2;
  return new Map([
    [
      'main.tf',
      `provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { owner = "platform" } }
}
locals {
  teams = { for i in range(${MODULES}) : format("team-%03d", i) => { index = i, size = i % 2 == 0 ? "large" : "xlarge" } }
}
module "team" {
  source   = "./team"
  for_each = local.teams
  name     = each.key
  settings = { size = each.value.size, disks = [10, 20 + each.value.index] }
}
output "all" { value = { for name, team in module.team : name => team.names } }
`,
    ],
    [
      'team/main.tf',
      `variable "name" { type = string }
variable "settings" {
  type = object({ size = string, disks = list(number), encrypted = optional(bool, true) })
}
locals {
  prefix = "\${var.name}-\${terraform.workspace}"
  tags   = merge({ team = var.name }, { size = var.settings.size })
}
resource "aws_instance" "web" {
  count         = ${each}
  ami           = "ami-12345678"
  instance_type = "m5.\${var.settings.size}"
  user_data     = "#!/bin/sh\\necho \${local.prefix}-\${count.index}"
  tags          = merge(local.tags, { Name = format("%s-%04d", local.prefix, count.index) })
  dynamic "ebs_block_device" {
    for_each = var.settings.disks
    content {
      device_name = "/dev/sd\${ebs_block_device.key}"
      volume_size = ebs_block_device.value
      encrypted   = var.settings.encrypted
    }
  }
}
resource "aws_ebs_volume" "data" {
  for_each          = { for i in range(${each}) : tostring(i) => aws_instance.web[i].tags.Name }
  availability_zone = "eu-west-1a"
  size              = 100 + tonumber(each.key) % 10
  type              = "gp3"
  tags              = { Name = "\${each.value}-data", instance = aws_instance.web[each.key].id }
}
output "names" { value = aws_instance.web[*].tags.Name }
`,
    ],
  ]);
}

interface Measured {
  readonly instances: number;
  readonly cpuMs: number;
  readonly peakMB: number;
}

function measure(instances: number): Measured {
  const tree = memoryTree(moduleTree(instances));
  const before = process.cpuUsage();
  const project = readProject(tree, {
    path: '',
    name: 'bench',
    workspace: 'default',
    environment: {},
    varFiles: [],
    vars: [],
  });
  const { user, system } = process.cpuUsage(before);
  if (project.diagnostics.length > 0) throw new RangeError(JSON.stringify(project.diagnostics.slice(0, 3)));
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  return { instances: project.resources.length, cpuMs: Math.round((user + system) / 1000), peakMB };
}

const [size] = process.argv.slice(2);
if (size !== undefined) process.stdout.write(JSON.stringify(measure(Number(size))));
else {
  const sizes = [5_000, 50_000].map((each) => {
    const output = execFileSync(process.execPath, [import.meta.filename, String(each)]).toString();
    const measured = JSON.parse(output) as Measured;
    process.stdout.write(`${measured.instances} instances: ${measured.cpuMs} ms of CPU, peak ${measured.peakMB} MB\n`);
    return measured;
  });
  const [small, large] = sizes;
  if (small && large) {
    const ratio = large.cpuMs / small.cpuMs;
    process.stdout.write(`ten times the instances take ${ratio.toFixed(1)} times the CPU\n`);
    if (small.cpuMs > 1500 || small.peakMB > 400 || ratio > 15) process.exitCode = 1;
  }
}
