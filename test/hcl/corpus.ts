import { globSync, readFileSync } from 'node:fs';
import { repositoryRoot, sharedPath } from '#test/support/shared.ts';

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The Terraform files at hand: our own examples and fixtures, the shared modules where they lie beside the clone, and
 * a folder of anyone's choice in FINOPS_CORPUS.
 */
export function readCorpus(): readonly CorpusFile[] {
  const folders = [
    `${repositoryRoot}/examples`,
    `${repositoryRoot}/test/fixtures`,
    sharedPath('data/terraform'),
    process.env['FINOPS_CORPUS'],
  ];
  const files: CorpusFile[] = [];
  for (const folder of folders) {
    if (!folder) continue;
    for (const path of globSync(`${folder}/**/*.{tf,tofu,tfvars,hcl}`).sort())
      files.push({ path, text: readFileSync(path, 'utf8') });
  }
  return files;
}

/** A few texts of our own that hold all of the syntax, so that there is something to mutate in a bare clone. */
export const SYNTAX_SAMPLES: readonly string[] = [
  'a = 1\nb = "x${var.y}z"\nc = [1, 2.5e3, -4,]\nd = { k = "v", "q" : true, (e) = null }\n',
  'resource "aws_instance" "web" {\n  count = var.n > 0 ? var.n : 0\n  tags  = merge(local.tags, { Name = "w-${count.index}" })\n\n  ebs { size = 8 }\n}\n',
  'x = <<-EOT\n    one ${a ~}\n      two\n  %{ if b ~}\n  three\n  %{ else }four%{ endif }\n    EOT\n',
  'y = [for k, v in m : upper(v)... if k != "a"]\nz = { for v in l : v.id => v... }\nw = l[*].a[0].b\nu = l.*.c.0\n',
  'p = provider::x::f(a, b...)\nq = !(a && b || c == d) # note\n// other\nr = a[b["c"]][0].d /* in */ + 1 % 2\n',
  's = "a\\n\\u00e9 $${no} %%{no} %{ for i, j in k }${i}${j}%{ endfor }"\nt = "é̂👩‍👩‍👧 ${"${nested}"}"\n',
  'locals { one = 1 }\nempty {}\nmodule "m" {\n  source = "./m"\n  providers = { aws = aws.east }\n}\n',
];
