import type { Diagnostic } from '#app/errors.ts';
import type { ManifestObject } from '../manifest-object.ts';
import type { ManifestMap } from '../manifest-value.ts';
import type { NamespaceRule } from '../namespace-rule.ts';
import type { ChartRelease } from '../render-command.ts';

/** A directory of the repository that a controller deploys, and how. */
export interface Deployment {
  /** Address of the object that makes the controller do it. */
  readonly by: string;
  /** File of that object. */
  readonly file: string;
  /** Name of the application or release. */
  readonly name: string;
  readonly path: string;
  readonly namespace: NamespaceRule | null;
  /** With which values the directory is rendered, where it is a chart. */
  readonly release: ChartRelease;
  /** Fields of a kustomization on top of the directory; null for none. */
  readonly overlay: ManifestMap | null;
  /** Which files count, relative to `path`, where it holds plain manifests. */
  readonly wants: (file: string) => boolean;
  /** What `${name}` in the manifests stands for; null where nothing is replaced. */
  readonly substitute: Substitution | null;
}

export interface Substitution {
  readonly values: Readonly<Record<string, string>>;
  /** False where further values come out of the cluster, so that a name that is not here stays as it is. */
  readonly complete: boolean;
}

/** What reading deployers needs beside the object. */
export interface DeploymentContext {
  readonly object: ManifestObject;
  /** True when the address is, or may be, this very repository. */
  readonly isHere: (url: string | undefined) => boolean;
  /** The path as one of the repository's directories; null for one that does not exist here. */
  readonly directory: (path: string) => string | null;
  readonly isFile: (path: string) => boolean;
  readonly diagnostics: Diagnostic[];
}

/** Says that something of the deployment is left out. */
export function leaveOut(what: string, { object, diagnostics }: DeploymentContext): void {
  const place = { file: object.source.file, line: object.source.startLine };
  diagnostics.push({ severity: 'warning', message: `${object.kind} ${object.name}: ${what}`, place });
}
