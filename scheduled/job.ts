import type { ParseArgsOptionsConfig } from 'node:util';
import type { ReadMergedChanges } from '#app/flows/find-suspects.ts';

/** What a job may use of the world; `finops job` hands it in. */
export interface JobWorld {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Where the embedded price book and the policies stand. */
  readonly home: string;
  /** What was merged into the checkout between two instants, estimated; nothing outside of one. */
  readonly mergedChanges: ReadMergedChanges;
  /** Progress and findings, one line each. */
  readonly err: (text: string) => void;
}

export type JobValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a schedule runs. */
export interface Job {
  readonly name: string;
  readonly summary: string;
  /** Its options; the command line has them all, and a job refuses those of others. */
  readonly options: ParseArgsOptionsConfig;
  /**
   * Does the work and gives back what a person reads.
   * @throws the errors of `app/errors.ts`, whose exit status the command line knows.
   */
  readonly run: (values: JobValues, world: JobWorld) => Promise<string>;
}
