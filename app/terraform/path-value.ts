import { DYNAMIC } from '#app/hcl/type.ts';
import { stringValue, unknownValue, type Value } from '#app/hcl/value.ts';
import type { ModuleInstance } from './module-instance.ts';

/** `path.module`, `path.root`, `path.cwd`: as if Terraform ran in the directory of the root module. */
export function pathValue(name: string, module: ModuleInstance): Value {
  if (name === 'module') return stringValue(relativePath(module.project.root, module.path));
  return name === 'root' || name === 'cwd' ? stringValue('.') : unknownValue(DYNAMIC, [`path.${name}`]);
}

function relativePath(from: string, to: string): string {
  if (from === to) return '.';
  const base = from === '' ? [] : from.split('/');
  const target = to === '' ? [] : to.split('/');
  let same = 0;
  while (same < base.length && base[same] === target[same]) same += 1;
  return [...base.slice(same).map(() => '..'), ...target.slice(same)].join('/');
}
