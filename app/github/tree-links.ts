/** How many links one path may lead through; a circle ends here. */
const MOST_HOPS = 8;

/** The symbolic links of a commit that stay inside it, by path, with the path that each stands for. */
export type TreeLinks = ReadonlyMap<string, string>;

/** The links whose target lies inside the root; any other does not exist for a reader, as in a directory. */
export function linksInside(texts: ReadonlyMap<string, string>): TreeLinks {
  const inside = new Map<string, string>();
  for (const [path, text] of texts) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const target = text.startsWith('/') || text.includes('\0') ? null : normal(`${folder}/${text}`);
    if (target !== null) inside.set(path, target);
  }
  return inside;
}

/** The path that is meant when links are followed; null when it leaves the root or goes in circles. */
export function followLinks(path: string, links: TreeLinks): string | null {
  let current = normal(path);
  for (let hops = 0; current !== null && hops <= MOST_HOPS; hops++) {
    const link: string | undefined = prefixesOf(current).find((each) => links.has(each));
    if (link === undefined) return current;
    current = normal(`${links.get(link)}${current.slice(link.length)}`);
  }
  return null;
}

/** A path, and the links through which it can be reached as well: what changes at the one changes at the others. */
export function namesOf(path: string, links: TreeLinks): readonly string[] {
  const others = [...links].flatMap(([link, target]) => {
    return path === target || path.startsWith(`${target}/`) ? [`${link}${path.slice(target.length)}`] : [];
  });
  return [path, ...others];
}

/** The path without `.`, `..` and empty parts; null when it leaves the root. */
function normal(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
