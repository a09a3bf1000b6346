/**
 * The five things that can go wrong, each with a code that a door turns into an exit status.
 * Missing knowledge about a price or a quantity is never an error: it is a value in the estimate.
 */

/** Where in a user's file something is wrong; `line` and `column` count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export interface ErrorDetails {
  readonly place?: Place | undefined;
  /** What the reader should do about it, as one imperative clause. */
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

/** Common shape of all errors that a door prints as one line. */
export abstract class FinopsError extends Error {
  abstract readonly code: 'config' | 'input' | 'upstream' | 'policy' | 'invariant';
  readonly place: Place | undefined;
  readonly remedy: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.place = details.place;
    this.remedy = details.remedy;
  }
}

/** The user's own configuration, flags or policy files are wrong. Exit status 2. */
export class ConfigError extends FinopsError {
  readonly code = 'config';
}

/** An input (Terraform, manifest, CSV, price book) could not be read or parsed. Exit status 3. */
export class InputError extends FinopsError {
  readonly code = 'input';
}

/** GitHub, a cloud or a database failed. Exit status 4. */
export class UpstreamError extends FinopsError {
  readonly code = 'upstream';
  readonly status: number | undefined;
  readonly retryable: boolean;

  constructor(
    message: string,
    details: ErrorDetails & { readonly status?: number | undefined; readonly retryable?: boolean } = {},
  ) {
    super(message, details);
    this.status = details.status;
    this.retryable = details.retryable ?? false;
  }
}

/** A policy did not compile, ran out of time, or returned something that is not a verdict. Exit status 5. */
export class PolicyError extends FinopsError {
  readonly code = 'policy';
}

/** A fault of ours. Exit status 5. */
export class InvariantError extends FinopsError {
  readonly code = 'invariant';
}

/** The text `file:line:column`, as far as it is known; an empty string without a place. */
export function placeText(place: Place | undefined): string {
  if (!place) return '';
  const line = place.line === undefined ? '' : `:${place.line}`;
  const column = place.line === undefined || place.column === undefined ? '' : `:${place.column}`;
  return `${place.file}${line}${column}`;
}

/** Something a reader of an input noticed and went on from: reported, never thrown. */
export interface Diagnostic {
  /** `error`: a part of the input could not be judged, so a gate must not allow. `warning`: for information. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly place?: Place | undefined;
  readonly remedy?: string | undefined;
}
