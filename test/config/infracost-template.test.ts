import { describe, expect, it } from 'vitest';
import { renderInfracostTemplate } from '#app/config/infracost-template.ts';

const FILES: Readonly<Record<string, string>> = {
  'main.tf': '',
  'environment/dev/terraform.tfvars': '',
  'environment/prod/terraform.tfvars': '',
  'apps/api/envs/dev.tfvars': '',
  'apps/api/envs/prod.tfvars': '',
  'apps/web/infracost-usage.yml': 'a: {b: [1, 2]}',
};

function render(text: string): string {
  const folders = Object.keys(FILES).flatMap((path) =>
    path.split('/').flatMap((_, at, all) => (at > 0 ? [all.slice(0, at).join('/')] : [])),
  );
  const directories = new Set(folders);
  const files = {
    paths: [...directories, ...Object.keys(FILES)].sort(),
    isDirectory: (path: string) => path === '' || directories.has(path),
    read: (path: string) => FILES[path] ?? null,
  };
  const data = { Branch: 'feature', BaseBranch: 'main' };
  return renderInfracostTemplate({ text, file: 'infracost.yml.tmpl' }, { files, data });
}

describe('the template of an infracost.yml', () => {
  it('makes a project of every path that a pattern fits', () => {
    // The example of the documentation: https://www.infracost.io/docs/features/config_file/
    const text = `version: 0.1
projects:
{{- range $project := matchPaths "environment/:env/terraform.tfvars" }}
  - path: .
    name: {{ $project.env }}
    terraform_var_files: [{{ relPath "." $project._path }}]
    {{- if eq $project.env "prod" }}
    usage_file: {{ $project._dir }}/usage.yml
    {{- end }}
{{- end }}
`;
    expect(render(text)).toBe(`version: 0.1
projects:
  - path: .
    name: dev
    terraform_var_files: [environment/dev/terraform.tfvars]
  - path: .
    name: prod
    terraform_var_files: [environment/prod/terraform.tfvars]
    usage_file: environment/prod/usage.yml
`);
  });

  it.each([
    ['{{ base "a/b.tfvars" }} {{ stem "a/b.tfvars" }} {{ ext "a/b.tfvars" }}', 'b.tfvars b .tfvars'],
    ['{{ startsWith "abc" "ab" }}{{ endsWith "abc" "ab" }}{{ contains "abc" "b" }}', 'truefalsetrue'],
    ['{{ trimPrefix "abc" "a" }} {{ "abc" | trimSuffix "abcabc" }}', 'bc abc'],
    [
      '{{ pathExists "apps" "web" }} {{ pathExists "." "main.tf" }} {{ pathExists "apps" "../../x" }}',
      'true true false',
    ],
    ['{{ isDir "apps" }} {{ isDir "main.tf" }}', 'true false'],
    ['{{ range list "a" "b" }}<{{ . }}>{{ end }}', '<a><b>'],
    ['{{ range $i, $x := list "a" "b" }}{{ $i }}{{ $x }}{{ else }}none{{ end }}', '0a1b'],
    ['{{ range matchPaths "apps/:app/envs/:env.tfvars" }}{{ .app }}-{{ .env }} {{ end }}', 'api-dev api-prod '],
    ['{{ range matchPaths "apps/:app(web|x)" }}{{ .app }}{{ ._dir }}{{ end }}', 'webapps'],
    ['{{ range matchPaths "nothing/:x" }}x{{ else }}none{{ end }}', 'none'],
    ['{{ (parseYaml (readFile "apps/web/infracost-usage.yml")).a.b }}', '[1 2]'],
    ['{{ index (parseJson `{"k": [5]}`).k 0 }}', '5'],
    ['{{ $x := "a" }}{{ if true }}{{ $x = "b" }}{{ $y := 1 }}{{ end }}{{ $x }}', 'b'],
    ['{{ with .Branch }}{{ . }}{{ end }} {{ .BaseBranch }} {{ $.Branch }}', 'feature main feature'],
    ['{{ if and true (not false) (eq 1 2 1) (ne "a" "b") (lt 1 2) }}y{{ else if true }}n{{ end }}', 'y'],
    ['{{ if or "" 0 }}y{{ else if len (list 1) }}else{{ end }}', 'else'],
    ['{{ printf "%s-%03d %q" "a" 7 "x" }}{{/* gone */}}', 'a-007 "x"'],
    ['a  {{- " b " -}}  c', 'a b c'],
    ['{{ `}} raw` }} {{ "}}" }}', '}} raw }}'],
  ])('renders %s', (text, wanted) => expect(render(text)).toBe(wanted));

  it.each([
    ['\n{{ if true }}', 'a block is not closed', 2],
    ['{{ nope 1 }}', 'there is no function nope', 1],
    ['\n\n{{ .x', 'an action is not closed', 3],
    ['{{ define "x" }}{{ end }}', '{{define}} is not supported', 1],
    ['{{ readFile "../../etc/passwd" }}', 'there is no file', 1],
    ['{{ readFile "/etc/passwd" }}', 'there is no file', 1],
    ['{{ $x }}', '$x is not declared', 1],
    ['{{ range 5 }}{{ end }}', 'range needs a list', 1],
  ])('names the line of what is wrong in %j', (text, message, line) => {
    expect(() => render(text)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(message),
        place: { file: 'infracost.yml.tmpl', line },
      }),
    );
  });

  it('ends when it takes too many steps', () => {
    const lists = `list ${'1 '.repeat(100)}`;
    const inner = '{{ range $l }}{{ range $l }}{{ range $l }}x{{ end }}{{ end }}{{ end }}';
    expect(() => render(`{{ $l := ${lists}}}${inner}`)).toThrow('it takes too many steps');
  });
});
