import { dirname, join, relative } from 'node:path/posix';
import type { FileAccess } from '#app/hcl/function.ts';

/** Files with these contents, as functions see them; nothing above the root is there. */
export function memoryFiles(contents: Readonly<Record<string, string | Uint8Array>>): FileAccess {
  const paths = Object.keys(contents);
  return {
    readFile(path) {
      const content = contents[join('.', path)];
      return content === undefined ? null : Buffer.from(content);
    },
    listFiles(directory) {
      const base = join('.', directory);
      if (base !== '.' && !paths.some((path) => dirname(path).startsWith(base))) return null;
      return paths.map((path) => relative(base, path)).filter((path) => !path.startsWith('..'));
    },
  };
}
