import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { repositoryRoot } from '#test/support/shared.ts';

/** The functions that Terraform's documentation lists (developer.hashicorp.com/terraform/language/functions, 2026-11-25). */
const DOCUMENTED = `
abs ceil floor log max min parseint pow signum
chomp endswith format formatlist indent join lower regex regexall replace split startswith strcontains strrev substr
templatestring title trim trimprefix trimsuffix trimspace upper
alltrue anytrue chunklist coalesce coalescelist compact concat contains distinct element flatten index keys length lookup
matchkeys merge one range reverse setintersection setproduct setsubtract setunion slice sort sum transpose values zipmap
base64decode base64encode base64gzip csvdecode jsondecode jsonencode textdecodebase64 textencodebase64 urlencode yamldecode yamlencode
abspath basename dirname file filebase64 fileexists fileset pathexpand templatefile
formatdate plantimestamp timeadd timecmp timestamp
base64sha256 base64sha512 bcrypt filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256 filesha512 md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5
cidrhost cidrnetmask cidrsubnet cidrsubnets
can ephemeralasnull issensitive nonsensitive sensitive tobool tolist tomap tonumber toset tostring try
provider::terraform::encode_tfvars provider::terraform::decode_tfvars provider::terraform::encode_expr
`
  .trim()
  .split(/\s+/);

/** Those of OpenTofu besides (opentofu.org/docs/language/functions, 2026-11-25). */
const OPENTOFU = ['base64gunzip', 'cidrcontains', 'urldecode'];

describe('the functions', () => {
  const table = terraformFunctions();

  it('are all that Terraform and OpenTofu document', () => {
    expect(DOCUMENTED.length).toBeGreaterThanOrEqual(115);
    expect([...DOCUMENTED, ...OPENTOFU].filter((name) => !table.has(name))).toEqual([]);
  });

  it('come from families of which none is forgotten', () => {
    const folder = `${repositoryRoot}/app/hcl/functions`;
    const registry = readFileSync(`${folder}/registry.ts`, 'utf8');
    const families = readdirSync(folder).filter((name) =>
      / [A-Z_]+: FunctionFamily =/.test(readFileSync(`${folder}/${name}`, 'utf8')),
    );
    expect(families.length).toBeGreaterThan(10);
    for (const family of families) expect(registry).toContain(`'./${family}'`);
  });
});
