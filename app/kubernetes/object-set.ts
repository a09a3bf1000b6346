import type { Diagnostic } from '#app/errors.ts';
import { addressOf, type ManifestObject } from './manifest-object.ts';

/**
 * Objects by identity. Of two with one identity the later counts, as with `kubectl apply`; versions of one kind are one
 * object.
 */
export class ObjectSet {
  readonly diagnostics: Diagnostic[] = [];
  readonly #objects = new Map<string, ManifestObject>();
  #generated = 0;

  /** Adds the object; one that it replaces is said. */
  add(object: ManifestObject): void {
    let address = addressOf(object);
    if (object.name.endsWith('*')) {
      // What a generated name becomes is decided by the API server: never the same twice.
      this.#generated += 1;
      address = `${address}#${this.#generated}`;
    }
    const before = this.#objects.get(address);
    if (before) {
      this.diagnostics.push({
        severity: 'warning',
        message: `${address} stands in ${before.source.file}:${before.source.startLine} too: the later one counts`,
        place: { file: object.source.file, line: object.source.startLine },
      });
    }
    this.#objects.set(address, object);
  }

  get objects(): readonly ManifestObject[] {
    return [...this.#objects.values()];
  }
}
