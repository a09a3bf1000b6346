import { withoutEmails } from '#app/measure/email-address.ts';

/** Text from an input without control characters, so that it cannot steer the reader's terminal, and without e-mails. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return withoutEmails(text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ' '));
}
