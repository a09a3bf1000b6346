import { describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

const MAIN =
  'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_instance" "w" {\n  ami = "ami-1"\n  instance_type = "m5.large"\n}\n';
const CONFIG = 'version: 1\npolicies:\n  packs:\n    tags: { level: hard, required: [team] }\n';

function repository(files: Readonly<Record<string, string>> = {}): string {
  return folderWith({ '.github/finops.yml': CONFIG, 'main.tf': MAIN, ...files });
}

describe('finops gate', () => {
  it('judges in the environment of the workspace that all its projects have, and in none where they differ', async () => {
    const sized = MAIN.replace('m5.large', 'm5.4xlarge');
    const config = (other: string) =>
      `version: 1\nprojects:\n  - { path: a, workspace: dev }\n  - { path: b, workspace: ${other} }\npolicies: { packs: { sizes: {} } }\n`;
    const messages = async (other: string) => {
      const folder = folderWith({ '.github/finops.yml': config(other), 'a/main.tf': sized, 'b/main.tf': sized });
      const ran = await runFinops(['gate', '--planned', folder, '--format', 'json']);
      const { results } = JSON.parse(ran.out) as { readonly results: readonly { id: string; outcome: string }[] };
      return results.filter(({ id, outcome }) => id === 'sizes/non-production' && outcome === 'deny').length;
    };
    expect(await messages('dev')).toBe(2);
    expect(await messages('prod')).toBe(0);
  });

  it('writes SARIF at file and line', async () => {
    const ran = await runFinops(['gate', '--planned', repository(), '--format', 'sarif']);
    expect(ran.status).toBe(1);
    const [run] = JSON.parse(ran.out).runs;
    const result = run.results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === 'tags/required');
    expect(result.level).toBe('error');
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'main.tf' },
      region: { startLine: 4 },
    });
  });

  it('writes JUnit XML', async () => {
    const ran = await runFinops(['gate', '--planned', repository(), '--format', 'junit']);
    expect(ran.status).toBe(1);
    expect(ran.out).toMatch(/^<\?xml /);
    expect(ran.out).toContain('<failure type="hard"');
  });

  it.each(['sarif', 'junit', 'json'])('says in %s what it could not read, and does not allow', async (format) => {
    const folder = repository({ 'plan.json': '{"format_version": "1.2", ' });
    const ran = await runFinops(['gate', `${folder}/plan.json`, '--format', format]);
    expect(ran.status).toBe(5);
    expect(ran.out).toContain('input/unreadable');
    expect(ran.out).toContain('plan.json');
  });
});
