import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CopiedDirectory } from '#app/kubernetes/chart-dependencies.ts';
import type { RenderCommand } from '#app/kubernetes/render-command.ts';
import { joinPath, type Tree } from '#app/source/tree.ts';
import { findProgram } from './find-program.ts';
import type { RenderManifests } from './read-inputs.ts';

/** No chart or kustomization takes as long, and none prints as much. */
const TIMEOUT_MS = 30_000;
const TOTAL_MS = 300_000;
const MAX_OUTPUT = 64 * 1024 * 1024;
const MAX_FILES = 20_000;
const MAX_COPIED = 256 * 1024 * 1024;

const HOMEPAGES: Readonly<Record<RenderCommand['program'], string>> = {
  kustomize: 'https://kubectl.docs.kubernetes.io/installation/kustomize/',
  helm: 'https://helm.sh/docs/intro/install/',
};

/**
 * Renders with the user's own kustomize and helm: over a copy of the files that a project is made of and nothing else,
 * by absolute path, without a shell, plugins, a cluster or the environment, and with a proxy that does not answer in
 * place of the network. Time and output are bounded. What fails is a problem, never an exception.
 */
export function openRenderer(
  tree: Tree,
  at: {
    /** PATH. */
    readonly path: string | undefined;
    /** Directory whose programs are never run. */
    readonly repository: string;
    /** `others`: kustomize may not load a file from above a kustomization, which some of one's own may well do. */
    readonly files: 'own' | 'others';
  },
): RenderManifests {
  const programs = new Map<string, string | null>();
  let left = TOTAL_MS;
  return (command, sources) => {
    const { program } = command;
    const file = programs.get(program) ?? findProgram(program, at);
    programs.set(program, file);
    if (file === null) {
      return { problem: `${program} is not in PATH`, remedy: `install it (${HOMEPAGES[program]})` };
    }
    if (left <= 0) return { problem: 'rendering took more than five minutes in all', remedy: 'render it beforehand' };
    const folder = mkdtempSync(join(tmpdir(), 'finops-render-'));
    const started = Date.now();
    try {
      const repository = join(folder, 'repository');
      const own = [...new Set(sources)].map((path) => ({ from: path, to: path }));
      const problem = copyAll([...own, ...command.copies], { tree, repository });
      if (problem !== null) return { problem };
      if (command.overlay) write(join(repository, command.overlay.path), command.overlay.text);
      return run(at.files === 'own' ? command : restricted(command), { file, folder, repository });
    } finally {
      left -= Date.now() - started;
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function restricted(command: RenderCommand): RenderCommand {
  const within = (word: string) => word.replace('LoadRestrictionsNone', 'LoadRestrictionsRootOnly');
  return command.program === 'kustomize' ? { ...command, arguments: command.arguments.map(within) } : command;
}

/** Copies files and directories of the tree; what is wrong with that, null for nothing. Links become what they point to. */
function copyAll(
  copies: readonly CopiedDirectory[],
  { tree, repository }: { readonly tree: Tree; readonly repository: string },
): string | null {
  let files = 0;
  let bytes = 0;
  mkdirSync(repository, { recursive: true });
  const pending = [...copies];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { from, to } = next;
    const content = tree.read(from);
    if (content === null) {
      for (const entry of tree.list(from)) {
        if (entry.name === '.git' || (entry.isLink && entry.kind === 'directory')) continue;
        pending.push({ from: joinPath(from, entry.name), to: joinPath(to, entry.name) });
      }
      continue;
    }
    files += 1;
    bytes += content.length;
    if (files > MAX_FILES || bytes > MAX_COPIED) return 'it is made of more files than are copied';
    write(join(repository, to), content);
  }
  return null;
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function run(
  command: RenderCommand,
  at: { readonly file: string; readonly folder: string; readonly repository: string },
): ReturnType<RenderManifests> {
  const { program, input } = command;
  const ran = spawnSync(at.file, command.arguments, {
    cwd: at.repository,
    env: cleanEnvironment(at.folder),
    input,
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    shell: false,
  });
  const code = (ran.error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ETIMEDOUT') return { problem: `${program} took longer than ${TIMEOUT_MS / 1000} s and was ended` };
  if (code === 'ENOBUFS') return { problem: `${program} printed more than ${MAX_OUTPUT / 1024 / 1024} MiB` };
  if (ran.error) return { problem: `${program} cannot be run: ${ran.error.message}` };
  if (ran.status === 0) return { text: ran.stdout.toString('utf8') };
  const said = ran.stderr.toString('utf8').replaceAll(`${at.repository}/`, '').replaceAll(at.folder, '');
  const problem = `${program} failed: ${firstLines(said) || `it ended with ${ran.signal ?? ran.status}`}`;
  return /dependenc/i.test(said) ? { problem, remedy: 'run helm dependency build and commit charts/' } : { problem };
}

/** Nothing of the caller's: no credentials, no cluster, no plugins; git is not found, and no proxy answers. */
function cleanEnvironment(folder: string): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9';
  return {
    HOME: folder,
    TMPDIR: folder,
    LC_ALL: 'C',
    PATH: '',
    KUBECONFIG: '/dev/null',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    ALL_PROXY: nowhere,
    HELM_CACHE_HOME: join(folder, 'helm/cache'),
    HELM_CONFIG_HOME: join(folder, 'helm/config'),
    HELM_DATA_HOME: join(folder, 'helm/data'),
    HELM_PLUGINS: join(folder, 'helm/plugins'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    KUSTOMIZE_PLUGIN_HOME: join(folder, 'kustomize'),
  };
}

/** What a tool says on its first lines, as one line. */
function firstLines(text: string): string {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  return lines
    .filter((line) => !/^(Use --debug|#|WARNING)/i.test(line))
    .slice(0, 3)
    .join(' ')
    .slice(0, 400);
}
