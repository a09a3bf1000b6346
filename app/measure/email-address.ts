/** As good as every address that a tag, a title or a reason holds; no repetition overlaps another, so it is linear. */
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const EMAIL_MARK = '(e-mail)';

/** The text with `(e-mail)` in the place of every e-mail address: they are neither stored nor printed. */
export function withoutEmails(text: string): string {
  return text.includes('@') ? text.replace(EMAIL, EMAIL_MARK) : text;
}

/** The same for all texts of a JSON value, its keys too. */
export function withoutEmailsIn(value: unknown): unknown {
  if (typeof value === 'string') return withoutEmails(value);
  if (Array.isArray(value)) return value.map(withoutEmailsIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [withoutEmails(key), withoutEmailsIn(inner)]));
}
