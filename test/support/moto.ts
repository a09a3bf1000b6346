import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { type AwsClients, openAwsClients } from '#app/remediation/aws/clients.ts';
import { directoryOfProgram } from './programs.ts';

/** AWS's own API as moto answers it (`pip install 'moto[server]'`), on a port of its own. */
export interface MotoServer {
  readonly url: string;
  readonly clients: (region?: string) => AwsClients;
  reset(): Promise<void>;
  close(): void;
}

/** The program: `MOTO_SERVER`, a virtual environment in /tmp/finops-moto, or one of PATH; null where there is none. */
export function motoProgram(): string | null {
  const known = [process.env['MOTO_SERVER'], '/tmp/finops-moto/venv/bin/moto_server'];
  const found = known.find((file) => file !== undefined && existsSync(file));
  const directory = directoryOfProgram('moto_server');
  return found ?? (directory === null ? null : `${directory}/moto_server`);
}

/** Starts moto and waits until it answers. */
export async function startMoto(program: string): Promise<MotoServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const reset = async (): Promise<void> => void (await fetch(`${url}/moto-api/reset`, { method: 'POST' }));
  for (let tries = 0; ; tries++) {
    try {
      await reset();
      break;
    } catch (error) {
      if (tries > 150) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    url,
    reset,
    clients: (region = 'us-east-1') => openAwsClients(region, { endpoint: url, credentials }),
    close: () => void child.kill(),
  };
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
