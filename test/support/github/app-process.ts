import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerOptions } from '#app/server/create-server.ts';
import { repositoryRoot } from '#test/support/shared.ts';

/** The App as a process, and a spare one that is loaded already. */
export interface AppProcess {
  /** Starts serving; its address. */
  start(options: ServerOptions): Promise<string>;
  /** `SIGKILL`: it does nothing more, not even an `exit` handler. */
  kill(): void;
  /** Whether it has been killed since it was started. */
  readonly isDead: boolean;
  readonly log: string;
  close(): void;
}

export function createAppProcess(): AppProcess {
  let spare = load();
  let current: ChildProcess | null = null;
  let log = '';

  function load(): ChildProcess {
    const child = spawn(process.execPath, [join(repositoryRoot, 'test/support/github/serve-stub.ts')], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'finops-compile-cache') },
    });
    child.stderr?.on('data', (data: Buffer) => (log += data.toString()));
    return child;
  }

  return {
    get isDead() {
      return current === null;
    },
    get log() {
      return log;
    },
    async start(options) {
      current = spare;
      spare = load();
      current.stdin?.write(`${JSON.stringify(options)}\n`);
      const [line] = (await once(current.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
      return line.toString().trim();
    },
    kill() {
      current?.kill('SIGKILL');
      current = null;
    },
    close() {
      current?.kill('SIGKILL');
      spare.kill('SIGKILL');
    },
  };
}
