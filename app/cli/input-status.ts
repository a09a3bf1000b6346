import { type Diagnostic, placeText } from '#app/errors.ts';
import type { Estimate } from '#app/estimate/estimate.ts';
import { diagnosticsOf } from '#app/flows/estimate-inputs.ts';
import { plainText } from '#reports/plain-text.ts';
import type { World } from './command.ts';

const SHOWN = 50;

/** Prints what went wrong while reading; 3 when a part could not be read, else 0. */
export function inputStatus(estimate: Estimate, world: World): number {
  const diagnostics = diagnosticsOf(estimate);
  printDiagnostics(diagnostics, world);
  return diagnostics.some((each) => each.severity === 'error') ? 3 : 0;
}

/** One line for each finding, with its place and remedy; the first fifty. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], world: World): void {
  for (const each of diagnostics.slice(0, SHOWN)) {
    const place = placeText(each.place);
    const remedy = each.remedy ? `; ${each.remedy}` : '';
    world.err(`${plainText(`finops: ${each.severity}: ${place ? `${place}: ` : ''}${each.message}${remedy}`)}\n`);
  }
  if (diagnostics.length > SHOWN) world.err(`finops: and ${diagnostics.length - SHOWN} more\n`);
}
