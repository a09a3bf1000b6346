import type { Diagnostic } from '#app/errors.ts';
import { resolvePath } from '#app/kubernetes/file-path.ts';
import { mergeValues, type ReleaseValues, withParameter } from '#app/kubernetes/gitops/values.ts';
import { releasedChart } from '#app/kubernetes/kubernetes-projects.ts';
import { isMap } from '#app/kubernetes/manifest-value.ts';
import { parseDocument } from '#app/kubernetes/parse-document.ts';
import { splitDocuments } from '#app/kubernetes/split-documents.ts';
import type { Tree } from '#app/source/tree.ts';
import { type AttributeValue, type ResourceInstance, type TerraformProject, UNKNOWN } from '#app/terraform/resource.ts';
import type { InputRequest } from './read-inputs.ts';
import { type RenderedProject, renderProject } from './render-project.ts';

/** Charts of the repository that Terraform's `helm_release` resources deploy. */
export interface ReleasedCharts extends RenderedProject {
  /** Their directories. */
  readonly charts: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders the charts that lie in the repository with the values of the releases that deploy them. */
export function releasedCharts(
  projects: readonly TerraformProject[],
  request: Pick<InputRequest, 'tree' | 'render' | 'nameFrom'>,
): ReleasedCharts {
  const { tree, nameFrom } = request;
  const found = projects.flatMap((project) =>
    project.resources
      .filter((each) => each.mode === 'managed' && each.type === 'helm_release')
      .flatMap((resource) => localRelease(resource, project, tree) ?? []),
  );
  const read = (file: string): string | null => {
    const content = tree.read(file);
    return content === null ? null : new TextDecoder().decode(content);
  };
  const rendered = found.map(({ release, address, deployedBy }) => {
    const shown = release.chart.startsWith(`${nameFrom}/`) ? release.chart.slice(nameFrom.length + 1) : release.chart;
    const project = releasedChart(release, { name: `${shown} (${address})`, deployedBy, read });
    return renderProject(project, request, { files: filesBelow(tree, release.chart), read });
  });
  return {
    charts: new Set(found.map((each) => each.release.chart)),
    manifests: rendered.flatMap((each) => each.manifests),
    unrendered: rendered.flatMap((each) => each.unrendered),
    diagnostics: found.flatMap((each) => each.diagnostics),
  };
}

/** The release of a chart that lies in the repository; null for charts from elsewhere. */
function localRelease(resource: ResourceInstance, project: TerraformProject, tree: Tree) {
  const { attributes, address } = resource;
  const text = (name: string): string => {
    const value = attributes[name];
    return typeof value === 'string' ? value : '';
  };
  const stated = text('chart');
  const chart = stated === '' || text('repository') !== '' ? null : resolvePath(stated, project.path);
  if (chart === null || tree.read(`${chart}/Chart.yaml`) === null) return null;
  const { values, unknown } = valuesOf(attributes);
  const place = resource.source ? { file: resource.source.file, line: resource.source.startLine } : undefined;
  const message = `${address}: values that are known only after apply are not applied`;
  return {
    address,
    deployedBy: `${project.name}\0${address}`,
    release: {
      name: text('name') || resource.name,
      namespace: text('namespace') || 'default',
      chart,
      valueFiles: [],
      values: Object.keys(values).length > 0 ? JSON.stringify(values) : '',
    },
    diagnostics: unknown ? [{ severity: 'warning', message, place } as const] : [],
  };
}

/** The texts of `values` one over the other, then each `set`. */
function valuesOf(attributes: ResourceInstance['attributes']): {
  readonly values: ReleaseValues;
  readonly unknown: boolean;
} {
  let values: ReleaseValues = {};
  let unknown = false;
  for (const each of elements(attributes['values'])) {
    if (typeof each !== 'string') unknown = true;
    const [document] = typeof each === 'string' ? splitDocuments(each) : [];
    const parsed = document && parseDocument(document, 'values');
    if (parsed && 'value' in parsed && isMap(parsed.value)) values = mergeValues(values, parsed.value);
  }
  for (const each of [...elements(attributes['set']), ...elements(attributes['set_sensitive'])]) {
    const { name, value, type } =
      typeof each === 'object' && each !== null && !Array.isArray(each) ? (each as Parameter) : {};
    if (typeof name !== 'string' || typeof value !== 'string') unknown = true;
    else values = withParameter(values, { name, value, forceString: type === 'string' });
  }
  return { values, unknown: unknown || attributes['values'] === UNKNOWN };
}

type Parameter = { readonly [name: string]: AttributeValue };

function elements(value: AttributeValue | undefined): readonly AttributeValue[] {
  return Array.isArray(value) ? (value as readonly AttributeValue[]) : [];
}

function filesBelow(tree: Tree, folder: string): readonly string[] {
  return tree.list(folder).flatMap((entry): readonly string[] => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.kind === 'file') return [path];
    return entry.isLink ? [] : filesBelow(tree, path);
  });
}
