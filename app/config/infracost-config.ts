import { z } from 'zod';
import { DEFAULT_CONFIG, type FinopsConfig } from './finops-config.ts';
import { readYaml } from './read-config.ts';

const InfracostConfig = z.looseObject({
  projects: z
    .array(
      z.looseObject({
        path: z.string(),
        name: z.string().optional(),
        terraform_var_files: z.array(z.string()).default([]),
        terraform_vars: z.record(z.string(), z.unknown()).default({}),
        env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
        terraform_workspace: z.string().optional(),
        usage_file: z.string().optional(),
      }),
    )
    .optional(),
  autodetect: z.looseObject({ exclude_dirs: z.array(z.string()).optional() }).optional(),
  currency: z.string().optional(),
});

/**
 * The projects of an `infracost.yml`, which counts where there is no `finops.yml`.
 * https://www.infracost.io/docs/features/config_file/ (facts read 2026-08-21). Variable files are relative to the
 * project's path there, to the root here.
 * @throws ConfigError with the line of what does not fit.
 */
export function readInfracostConfig(text: string, file: string): FinopsConfig {
  const read = readYaml(InfracostConfig, { text, file, remedy: 'write a .github/finops.yml, or correct this file' });
  const projects = read.projects?.map((each) => ({
    path: each.path,
    ...(each.name === undefined ? {} : { name: each.name }),
    varFiles: each.terraform_var_files.map((name) => `${each.path}/${name}`),
    vars: each.terraform_vars,
    ...(each.env
      ? { env: Object.fromEntries(Object.entries(each.env).map(([key, value]) => [key, String(value)])) }
      : {}),
    ...(each.terraform_workspace === undefined ? {} : { workspace: each.terraform_workspace }),
    ...(each.usage_file === undefined ? {} : { usage: each.usage_file }),
  }));
  return {
    ...DEFAULT_CONFIG,
    ...(projects ? { projects } : {}),
    ...(read.autodetect?.exclude_dirs ? { exclude: read.autodetect.exclude_dirs } : {}),
    ...(read.currency ? { currency: read.currency } : {}),
  };
}
