/**
 * Signals inside the catalogue that a deciding attribute is not known before apply.
 * Only `ResourceReader` throws it and only the estimator catches it, part by part, so that a decision on an
 * unknown value can never fall into a default branch and come out as a wrong price.
 */
export class UnknownAttribute extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path} is not known before apply: ${reason}`);
    this.name = 'UnknownAttribute';
    this.path = path;
    this.reason = reason;
  }
}
