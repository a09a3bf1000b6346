import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvariantError } from '#app/errors.ts';
import { PackIndex } from './pack-rule.ts';

/** What is shipped for the gate: the compiled packs, their rules, and the engine, read when it is asked for. */
export interface PolicyAssets {
  readonly packs: Uint8Array;
  readonly index: PackIndex;
  /** Brotli. */
  engine(): Uint8Array;
}

/** The assets in a directory: `policies/` of a checkout, or its copy in a bundle. @throws InvariantError when one is missing. */
export function readPolicyAssets(directory: string): PolicyAssets {
  const read = (file: string): Buffer => {
    try {
      return readFileSync(join(directory, file));
    } catch (cause) {
      throw new InvariantError(`the installation lacks ${file}`, { cause, remedy: 'install the tool again' });
    }
  };
  return {
    packs: read('policy.wasm'),
    index: PackIndex.parse(JSON.parse(read('rules.json').toString('utf8'))),
    engine: () => read('engine/engine.wasm.br'),
  };
}

/** The Rego texts under a directory by their path in it, tests among them. */
export function readRegoSources(directory: string): Readonly<Record<string, string>> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.rego'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [file.slice(directory.length).replace(/^\//, ''), readFileSync(file, 'utf8')]),
  );
}
