import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** One entry of a tree as `git ls-tree` tells it. */
export interface GitEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size: number | null;
  readonly path: string;
}

export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
  readonly message: string;
}

export interface GitFileChange {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly path: string;
  readonly previous: string | null;
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
}

/** What a commit writes: text or bytes by path, `null` removes, `{link}` makes a symbolic link. */
export type Files = Readonly<Record<string, string | Uint8Array | null | { readonly link: string }>>;

const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  LC_ALL: 'C',
};

/** A bare git repository and the questions that GitHub's API asks of it; answers about a sha are remembered. */
export class BareRepository {
  readonly directory: string;
  readonly #remembered = new Map<string, unknown>();
  /** All references, so that asking for one starts no process; every change goes through `setReference`. */
  readonly #references = new Map<string, string>();

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.git(['init', '--bare', '--quiet', '--initial-branch=main', directory]);
  }

  /** Standard output of a git command; throws with its error text. */
  git(arguments_: readonly string[], input: string | Uint8Array = ''): Buffer {
    const result = spawnSync('git', ['-C', this.directory, ...arguments_], {
      input,
      env: ENVIRONMENT,
      maxBuffer: 1 << 28,
    });
    if (result.status !== 0) throw new Error(`git ${arguments_[0]} failed: ${result.stderr}`);
    return result.stdout;
  }

  /** Sha of a branch, a full ref or a sha; null when there is no such commit. */
  resolve(reference: string): string | null {
    if (/^[0-9a-f]{40}$/.test(reference)) return this.has(reference) ? reference : null;
    // A tag comes before a branch of the same name: https://git-scm.com/docs/gitrevisions (read 2026-11-25).
    const names = [reference, `refs/tags/${reference}`, `refs/heads/${reference}`];
    return names.map((name) => this.#references.get(name)).find((sha) => sha !== undefined) ?? null;
  }

  setReference(reference: string, sha: string): void {
    this.git(['update-ref', reference, sha]);
    this.#references.set(reference, sha);
  }

  /** Copies all branches of another repository, as a fork has them. */
  forkFrom(other: BareRepository): void {
    this.git(['fetch', '--quiet', other.directory, '+refs/heads/*:refs/heads/*']);
    for (const [reference, sha] of other.#references) {
      if (reference.startsWith('refs/heads/')) this.#references.set(reference, sha);
    }
  }

  has(sha: string): boolean {
    if (this.#remembered.has(`commit ${sha}`)) return true;
    try {
      this.git(['cat-file', '-e', `${sha}^{commit}`]);
      return true;
    } catch {
      return false;
    }
  }

  /** Writes one commit onto the parents and returns its sha; moves `reference` there. */
  commit(request: {
    reference: string;
    parents: readonly string[];
    files: Files;
    author: { name: string; email: string };
    message: string;
    time: Date;
  }): string {
    const { reference, parents, files, author, message, time } = request;
    const parts: (string | Uint8Array)[] = [];
    const who = `${author.name} <${author.email}> ${Math.floor(time.getTime() / 1000)} +0000`;
    parts.push(`reset ${reference}\n\ncommit ${reference}\nauthor ${who}\ncommitter ${who}\n`);
    parts.push(`data ${Buffer.byteLength(message)}\n${message}\n`);
    parents.forEach((parent, index) => {
      parts.push(`${index === 0 ? 'from' : 'merge'} ${parent}\n`);
    });
    for (const [path, content] of Object.entries(files)) {
      if (content === null) parts.push(`D ${path}\n`);
      else {
        const isLink = typeof content === 'object' && !(content instanceof Uint8Array);
        const bytes = Buffer.from(isLink ? content.link : content);
        parts.push(`M ${isLink ? '120000' : '100644'} inline ${path}\ndata ${bytes.length}\n`, bytes, '\n');
      }
    }
    parts.push('\n');
    this.git(
      ['fast-import', '--quiet', '--force', '--date-format=raw'],
      Buffer.concat(parts.map((each) => Buffer.from(each))),
    );
    const written = this.#show(reference);
    this.#remembered.set(`commit ${written.sha}`, written);
    this.#references.set(reference, written.sha);
    return written.sha;
  }

  read(sha: string): GitCommit {
    return this.#remember(`commit ${sha}`, () => this.#show(sha));
  }

  #show(revision: string): GitCommit {
    const format = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B';
    const text = this.git(['show', '--no-patch', `--format=${format}`, revision]).toString();
    const [id = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', body = ''] =
      text.split('\0');
    return {
      sha: id,
      tree,
      parents: parents.split(' ').filter(Boolean),
      author: { name: an, email: ae, date: new Date(ad).toISOString().replace('.000', '') },
      committer: { name: cn, email: ce, date: new Date(cd).toISOString().replace('.000', '') },
      message: body.trimEnd(),
    };
  }

  /** Entries of a tree or commit. */
  list(sha: string, depth: 'one' | 'all'): readonly GitEntry[] {
    return this.#remember(`list ${depth} ${sha}`, () => {
      const text = this.git(['ls-tree', '-z', '-l', ...(depth === 'all' ? ['-r', '-t'] : []), sha]).toString();
      return text
        .split('\0')
        .filter(Boolean)
        .map((line) => {
          const [facts = '', path = ''] = line.split('\t');
          const [mode = '', type = '', id = '', size = '-'] = facts.split(/ +/);
          return { mode, type: type as GitEntry['type'], sha: id, size: size === '-' ? null : Number(size), path };
        });
    });
  }

  blob(sha: string): Buffer | null {
    return this.#remember(`blob ${sha}`, () => {
      try {
        return this.git(['cat-file', 'blob', sha]);
      } catch {
        return null;
      }
    });
  }

  mergeBase(one: string, other: string): string | null {
    return this.#remember(`base ${one} ${other}`, () => {
      try {
        return this.git(['merge-base', one, other]).toString().trim();
      } catch {
        return null;
      }
    });
  }

  /** Commits reachable from `to` and not from `from`, oldest first. */
  between(from: string, to: string): readonly string[] {
    return this.#remember(`between ${from} ${to}`, () => {
      return this.git(['rev-list', '--reverse', '--topo-order', `${from}..${to}`])
        .toString()
        .split('\n')
        .filter(Boolean);
    });
  }

  /** Files that differ between two commits, renames found as GitHub does. */
  changes(from: string, to: string): readonly GitFileChange[] {
    return this.#remember(`changes ${from} ${to}`, () => this.#readChanges(from, to));
  }

  /** Patches by path. */
  patches(from: string, to: string): ReadonlyMap<string, string> {
    return this.#remember(`patches ${from} ${to}`, () => this.#readPatches(from, to));
  }

  /** Tree of the merge of two commits; null when they conflict. */
  mergedTree(one: string, other: string): string | null {
    return this.#remember(`merge ${one} ${other}`, () => {
      try {
        return this.git(['merge-tree', '--write-tree', one, other]).toString().split('\n')[0] ?? null;
      } catch {
        return null;
      }
    });
  }

  /** A merge commit of two commits; null when they conflict. */
  merge(request: { one: string; other: string; message: string }): string | null {
    const tree = this.mergedTree(request.one, request.other);
    if (!tree) return null;
    return this.#remember(`merged ${request.one} ${request.other} ${request.message}`, () => {
      const who = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com'];
      const parents = ['-p', request.one, '-p', request.other];
      return this.git([...who, 'commit-tree', tree, ...parents, '-m', request.message])
        .toString()
        .trim();
    });
  }

  /** A gzipped archive as GitHub names its folders. */
  tarball(sha: string, prefix: string): Buffer {
    return this.git(['archive', '--format=tar.gz', `--prefix=${prefix}/`, sha]);
  }

  /** Copies all objects of another repository, as a fork's network shares them. */
  fetchFrom(other: BareRepository): void {
    this.git([
      'fetch',
      '--quiet',
      other.directory,
      `+refs/heads/*:refs/network/${Buffer.from(other.directory).toString('hex')}/*`,
    ]);
  }

  pathOf(name: string): string {
    return join(this.directory, name);
  }

  #remember<T>(key: string, make: () => T): T {
    if (this.#remembered.has(key)) return this.#remembered.get(key) as T;
    const value = make();
    if (value !== null) this.#remembered.set(key, value);
    return value;
  }

  #readChanges(from: string, to: string): readonly GitFileChange[] {
    const parts = this.git(['diff-tree', '-r', '-M', '--raw', '--numstat', '-z', '--no-abbrev', from, to])
      .toString()
      .split('\0');
    const found = new Map<string, GitFileChange>();
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] ?? '';
      if (part.startsWith(':')) {
        const [, , oldSha = '', newSha = '', letter = ''] = part.slice(1).split(' ');
        const first = parts[++index] ?? '';
        const isRenamed = letter.startsWith('R');
        if (isRenamed) index += 1;
        const path = isRenamed ? (parts[index] ?? '') : first;
        const kind = { A: 'added', D: 'removed', R: 'renamed' } as const;
        const status = kind[letter[0] as keyof typeof kind] ?? 'modified';
        const sha = status === 'removed' ? oldSha : newSha;
        found.set(path, { status, path, previous: isRenamed ? first : null, sha, additions: 0, deletions: 0 });
        continue;
      }
      const [additions = '', deletions = '', path = ''] = part.split('\t');
      if (deletions === '') continue;
      // A renamed file has its two names in fields of their own.
      if (path === '') index += 2;
      const change = found.get(path === '' ? (parts[index] ?? '') : path);
      if (change) {
        found.set(change.path, { ...change, additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
      }
    }
    return [...found.values()];
  }

  #readPatches(from: string, to: string): Map<string, string> {
    const text = this.git(['-c', 'core.quotePath=false', 'diff-tree', '-r', '-M', '-p', from, to]).toString();
    const result = new Map<string, string>();
    for (const part of text.split(/^diff --git /m).slice(1)) {
      const name = /^\+\+\+ b\/(.*)$/m.exec(part)?.[1] ?? /^--- a\/(.*)$/m.exec(part)?.[1];
      const start = part.search(/^@@ /m);
      if (name && start >= 0) result.set(name, part.slice(start).replace(/\n$/, ''));
    }
    return result;
  }
}
