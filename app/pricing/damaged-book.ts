import { InputError } from '#app/errors.ts';

/** The error for a file of a price book that cannot be trusted; says what is wrong and what to do. */
export function damagedBook(file: string, what: { readonly detail: string; readonly cause?: unknown }): InputError {
  return new InputError(`the price book is damaged: ${what.detail}`, {
    place: { file },
    remedy: 'restore the file, run `finops prices refresh`, or point --prices at a sound book',
    cause: what.cause,
  });
}
