/** A comparison of an amount that may be null. */
export interface NullComparison {
  readonly file: string;
  readonly line: number;
  readonly ref: string;
}

/** Numbers of the input that are null where they are not known. */
const COMPARED =
  /((?:[a-z_]\w*)(?:\.\w+|\[\w+\])*\.(?:monthlyCost|percent|unitPrice|monthlyQuantity|actual|forecast|openPullRequests|thisPullRequest))\s*[<>]/g;

/**
 * Where policies compare an amount without asking whether it is known. Rego orders null below every number, so that
 * `cost > 500` is merely false; the coverage pack still reports the unknown amount, but the policy does not.
 */
export function nullComparisons(sources: Readonly<Record<string, string>>): readonly NullComparison[] {
  return Object.entries(sources).flatMap(([file, text]) =>
    text.split('\n').flatMap((row, index) =>
      [...(row.split('#')[0] ?? '').matchAll(COMPARED)]
        .map(([, ref = '']) => ref)
        .filter((ref) => !text.includes(`is_number(${ref})`) && !text.includes(`${ref} != null`))
        .map((ref) => ({ file, line: index + 1, ref })),
    ),
  );
}
