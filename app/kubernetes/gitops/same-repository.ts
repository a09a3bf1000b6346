/** `owner/name` of a repository's address, in lower case: however it is reached, and with or without `.git`. */
export function repositoryName(url: string): string {
  const path = url
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\/?/i, '')
    .replace(/^[^/]*@[^/:]*:/, '');
  return path
    .replace(/\.git$|\/+$/g, '')
    .split('/')
    .slice(-2)
    .join('/')
    .toLowerCase();
}

/**
 * Tells the addresses that are this very repository. Where its own address is not known, or none of the addresses is it
 * (a fork, a mirror), each may be.
 */
export function sameRepository(urls: readonly string[], origin: string | null): (url: string | undefined) => boolean {
  const own = origin === null ? null : repositoryName(origin);
  const isNamed = own !== null && urls.some((url) => repositoryName(url) === own);
  return (url) => !isNamed || url === undefined || repositoryName(url) === own;
}
