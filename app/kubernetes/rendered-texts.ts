import type { Substitution } from './gitops/deployment.ts';

/** A text of manifests with the file that it comes from. */
export interface RenderedText {
  readonly file: string;
  readonly text: string;
}

/** Texts with what a controller replaces in them; Helm's output file by file, as its comments name them. */
export function renderedTexts(
  texts: readonly RenderedText[],
  substitute: Substitution | null,
): readonly RenderedText[] {
  return texts
    .flatMap(bySource)
    .map((each) => (substitute === null ? each : { ...each, text: substituted(each.text, substitute) }));
}

/** `# Source: shop/templates/web.yaml`, relative to the chart's parent. */
const SOURCE = /^---\n# Source: ([^\n/]+)\/([^\n]+)$/gm;

function bySource(whole: RenderedText): readonly RenderedText[] {
  if (!whole.file.endsWith('Chart.yaml')) return [whole];
  const directory = whole.file.slice(0, -'Chart.yaml'.length);
  const starts = [...whole.text.matchAll(SOURCE)];
  if (starts.length === 0) return [whole];
  const first = starts[0]?.index ?? 0;
  return [
    { ...whole, text: whole.text.slice(0, first) },
    ...starts.map((start, at) => ({
      file: `${directory}${start[2]}`,
      text: whole.text.slice(start.index, starts[at + 1]?.index),
    })),
  ].filter((each) => each.text.trim() !== '');
}

/**
 * `${name}`, `${name:-default}` and `${name:=default}` as Flux replaces them; a name that only the cluster knows stays.
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution (read 2026-11-25).
 */
function substituted(text: string, { values, complete }: Substitution): string {
  return text.replace(
    /\$?\$\{([A-Za-z_]\w{0,63})(?::?[-=]([^}\n]{0,200}))?\}/g,
    (whole, name: string, otherwise?: string) => {
      if (whole.startsWith('$$')) return whole.slice(1);
      if (Object.hasOwn(values, name)) return values[name] ?? '';
      return complete ? (otherwise ?? '') : whole;
    },
  );
}
