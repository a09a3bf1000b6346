import type { FinopsConfig } from '#app/config/finops-config.ts';
import { NO_USAGE, type ProjectUsage, type UsageFile } from '#app/estimate/usage.ts';
import { projectName, projectPath } from './configured-projects.ts';

/**
 * The usage that a configuration names: `usage` for everything, `projects[].usage` in its place for one project.
 * @throws whatever `read` throws, which gets the path as it is written.
 */
export function configuredUsage(
  config: Pick<FinopsConfig, 'usage' | 'projects'>,
  read: (path: string) => UsageFile,
): UsageFile {
  const common = config.usage === undefined ? NO_USAGE : read(config.usage);
  const byProject = (config.projects ?? []).flatMap((each): readonly ProjectUsage[] =>
    each.usage === undefined ? [] : [{ name: projectName(each), path: projectPath(each), usage: read(each.usage) }],
  );
  return byProject.length > 0 ? { ...common, byProject } : common;
}
