import { describe, expect, it } from 'vitest';
import { codeOwnersOf, readCodeOwners } from '#app/github/code-owners.ts';

/** The example of GitHub's page "About code owners" (read 2026-11-25), and what its comments say about it. */
const EXAMPLE = `
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com @docs
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
/apps/github/doc @doctocat
`;

describe('CODEOWNERS', () => {
  const rules = readCodeOwners(EXAMPLE);
  const owners = (path: string): readonly string[] => codeOwnersOf(rules, path);

  it('follows the examples of the documentation', () => {
    expect(owners('main.tf')).toEqual(['global-owner1', 'global-owner2']);
    expect(owners('a/b/c.js')).toEqual(['js-owner']);
    expect(owners('a.go')).toEqual([]);
    expect(owners('a.txt')).toEqual(['octo-org/octocats']);
    expect(owners('build/logs/x')).toEqual(['octocat']);
    expect(owners('deeply/nested/logs/x')).toEqual(['octocat']);
    expect(owners('x/apps/y')).toEqual(['octocat']);
    expect(owners('docs/getting-started.md')).toEqual(['doctocat']);
    expect(owners('docs/build-app/troubleshooting.md')).toEqual(['doctocat']);
    expect(owners('scripts/run')).toEqual(['doctocat', 'octocat']);
    expect(owners('apps/other/x')).toEqual(['octocat']);
    expect(owners('apps/github/x')).toEqual([]);
    expect(owners('apps/github/doc')).toEqual(['doctocat']);
  });

  it('takes `docs/*` for one level only, and skips what GitHub skips', () => {
    const one = readCodeOwners('docs/* @docs\n!docs/a @x\n[ab].tf @y\na\\ b.tf @spaces');
    expect(codeOwnersOf(one, 'docs/getting-started.md')).toEqual(['docs']);
    expect(codeOwnersOf(one, 'docs/build-app/troubleshooting.md')).toEqual([]);
    expect(codeOwnersOf(one, 'docs/a')).toEqual(['docs']);
    expect(codeOwnersOf(one, 'a.tf')).toEqual([]);
    expect(codeOwnersOf(one, 'a b.tf')).toEqual(['spaces']);
  });
});
