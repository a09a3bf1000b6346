import { DEFAULT_CONFIG, type FinopsConfig } from '#app/config/finops-config.ts';
import { readConfig } from '#app/config/read-config.ts';
import { ConfigError } from '#app/errors.ts';
import type { Tree } from '#app/source/tree.ts';

/**
 * The configuration of what is checked out: the file that the input `config` names, else the usual one, else the
 * defaults. For runs without a pull request, where nobody has to be protected from the files of the checkout.
 * @throws ConfigError when the named file does not exist, or does not fit.
 */
export function workspaceConfig(workspace: Tree, given: string): FinopsConfig {
  for (const file of given === '' ? ['.github/finops.yml', '.github/finops.yaml'] : [given]) {
    const content = workspace.read(file);
    if (content) return readConfig(new TextDecoder().decode(content), file);
  }
  if (given === '') return DEFAULT_CONFIG;
  throw new ConfigError(`there is no file ${given}`, { remedy: 'correct the input config' });
}
