import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { PolicyError } from '#app/errors.ts';
import { EngineFailure } from '#app/policy/engine.ts';
import type { NativeJob, NativeOpa } from '#app/policy/native-opa.ts';
import { findProgram } from './find-program.ts';

/** What `opa version` and `opa capabilities` may take. */
const ASK_MS = 10_000;
const MAX_OUTPUT = 64 * 1024 * 1024;

export interface ProgramPlace {
  /** PATH. */
  readonly path: string | undefined;
  /** Directory whose programs are never run. */
  readonly repository: string;
}

const Capabilities = z.looseObject({ builtins: z.array(z.looseObject({ name: z.string() })) });

/** What `opa eval --format json` prints. */
const Answer = z.union([
  z.object({
    errors: z
      .array(
        z.object({
          message: z.string(),
          code: z.string().default('opa'),
          location: z.object({ file: z.string(), row: z.number(), col: z.number() }).nullish(),
        }),
      )
      .min(1),
  }),
  z.object({ result: z.tuple([z.object({ bindings: z.record(z.string(), z.unknown()) })]) }),
]);

/**
 * Evaluates with the `opa` in PATH: by absolute path, without the caller's environment, over texts in a directory of its
 * own, with our allow-list of built-ins, no host of the network, strict errors of built-ins, a deadline, and bounds on its
 * memory and on what it prints.
 */
export function openNativeOpa(at: ProgramPlace): NativeOpa {
  return async (job) => {
    const folder = mkdtempSync(join(tmpdir(), 'finops-opa-'));
    try {
      const { file } = await opaProgram(at, folder);
      const known = Capabilities.parse(JSON.parse(await run({ file, folder }, ['capabilities', '--current'])));
      const builtins = known.builtins.filter(({ name }) => job.builtins.includes(name));
      const names = writeJob(job, { folder, capabilities: { ...known, builtins, allow_net: [] } });
      const printed = await run({ file, folder }, EVALUATION, { input: job.query, timeoutMs: job.timeoutMs });
      return readAnswer(printed, names);
    } catch (cause) {
      if (cause instanceof PolicyError) throw cause;
      throw new PolicyError('opa gave an answer that is not understood', { cause });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** The opa that would be run, and its version. @throws PolicyError when there is none, or it is too old. */
export async function findNativeOpa(at: ProgramPlace): Promise<{ readonly file: string; readonly version: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'finops-opa-'));
  try {
    return await opaProgram(at, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const REMEDY =
  'install OPA 1.0 or later (https://www.openpolicyagent.org/docs), or leave --opa and policies.engine out';

async function opaProgram(at: ProgramPlace, folder: string) {
  const file = findProgram('opa', at);
  if (file === null) throw new PolicyError('opa is not in PATH', { remedy: REMEDY });
  const version = /^Version: (\d+\.\S+)$/m.exec(await run({ file, folder }, ['version']))?.[1];
  if (version === undefined) throw new PolicyError(`${file} does not say its version`, { remedy: REMEDY });
  if (Number.parseInt(version, 10) < 1) throw new PolicyError(`opa ${version} is too old`, { remedy: REMEDY });
  return { file, version };
}

const EVALUATION = [
  'eval',
  '--stdin',
  '--data=policies',
  '--data=data.json',
  '--input=input.json',
  '--schema=schema.json',
  '--capabilities=capabilities.json',
  '--strict',
  '--strict-builtin-errors',
  '--format=json',
];

/** Writes what opa reads; gives the paths of the policies by the names that they have for it. */
function writeJob(
  job: NativeJob,
  { folder, capabilities }: { readonly folder: string; readonly capabilities: unknown },
): ReadonlyMap<string, string> {
  mkdirSync(join(folder, 'policies'));
  const names = new Map<string, string>();
  for (const [index, [path, text]] of Object.entries(job.modules).entries()) {
    const name = `policies/${index}.rego`;
    names.set(name, path);
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, 'data.json'), job.data);
  writeFileSync(join(folder, 'input.json'), job.input);
  writeFileSync(join(folder, 'schema.json'), JSON.stringify(job.schema));
  writeFileSync(join(folder, 'capabilities.json'), JSON.stringify(capabilities));
  return names;
}

function readAnswer(printed: string, names: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const answer = Answer.parse(JSON.parse(printed));
  if ('result' in answer) return answer.result[0].bindings;
  throw new EngineFailure(
    answer.errors.map(({ message, code, location }) => {
      const file = names.get(location?.file ?? '');
      return { code, message, ...(location && file !== undefined ? { ...location, file } : {}) };
    }),
  );
}

/** What it prints, also when it ends with the status of a fault that it words in JSON. @throws PolicyError otherwise. */
function run(
  at: { readonly file: string; readonly folder: string },
  argv: readonly string[],
  { input = '', timeoutMs = ASK_MS } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: at.folder,
      env: cleanEnvironment(at.folder),
      timeout: timeoutMs,
      maxBuffer: MAX_OUTPUT,
      killSignal: 'SIGKILL',
    } as const;
    const [command, words] = limited(at.file, argv);
    const child = execFile(command, words, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
        return reject(new PolicyError(`opa printed more than ${MAX_OUTPUT / 1024 / 1024} MiB`));
      }
      if (error.killed) {
        const remedy = 'look for a rule that compares everything with everything, or raise policies.timeoutMs';
        return reject(new PolicyError(`opa did not end within ${timeoutMs} ms`, { remedy }));
      }
      if (typeof error.code === 'number' && /"errors"\s*:/.test(stdout)) return resolve(stdout);
      const said = stderr.replaceAll(at.folder, '').split('\n')[0]?.slice(0, 400);
      const message = `opa failed: ${said || `it ended with ${error.signal ?? error.code}`}`;
      return reject(new PolicyError(message, { cause: error, remedy: REMEDY }));
    });
    // One that does not read its input has ended, or will be ended, and that is what is reported.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** With at most 4 GiB of memory where the system has such a limit: Go has none of its own. */
function limited(file: string, argv: readonly string[]): readonly [string, readonly string[]] {
  if (process.platform !== 'linux') return [file, argv];
  return ['/bin/sh', ['-c', 'ulimit -v 4194304 && exec "$0" "$@"', file, ...argv]];
}

/** Nothing of the caller's, and no proxy that answers. */
function cleanEnvironment(folder: string): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9';
  const proxies = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, ALL_PROXY: nowhere };
  return { HOME: folder, TMPDIR: folder, LC_ALL: 'C', PATH: '', GOMEMLIMIT: '1GiB', ...proxies };
}
