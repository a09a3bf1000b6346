import { resolve } from 'node:path';

const DEFAULT_DATABASE = 'sqlite:.finops/finops.db';

/** Where a command or a job runs. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Address of the warehouse: `FINOPS_DATABASE_URL`, else the file `.finops/finops.db`; a relative path is made absolute. */
export function warehouseAddress({ env, cwd }: Surroundings): string {
  const address = env['FINOPS_DATABASE_URL'] ?? DEFAULT_DATABASE;
  const path = /^sqlite:(.+)$/s.exec(address)?.[1];
  return path === undefined || path === ':memory:' ? address : `sqlite:${resolve(cwd, path)}`;
}
