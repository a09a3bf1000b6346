import { ConfigError } from '#app/errors.ts';

/** The address that a secret holds. @throws ConfigError, which does not quote it, unless it is https (or this machine). */
export function secretUrl(text: string, variable: string): string {
  const url = URL.parse(text);
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url && (url.protocol === 'https:' || isLocal)) return url.href;
  throw new ConfigError(`${variable} holds no https address`, { remedy: 'set it to the address of the webhook' });
}
