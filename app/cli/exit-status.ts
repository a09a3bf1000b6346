import { FinopsError, placeText } from '#app/errors.ts';

/** Exit status of each kind of error; see the table in interfaces of the command line (docs/cli.md). */
const STATUS: Readonly<Record<FinopsError['code'], number>> = {
  config: 2,
  input: 3,
  upstream: 4,
  policy: 5,
  invariant: 5,
};

/** The exit status for anything thrown; what is not one of our errors is a fault of ours and never 1. */
export function exitStatus(error: unknown): number {
  return error instanceof FinopsError ? STATUS[error.code] : 5;
}

/** One line: place, what is wrong, what to do. */
export function errorLine(error: unknown): string {
  if (!(error instanceof FinopsError)) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return `finops: a fault of ours: ${oneLine(text)}; run again with --debug and report it`;
  }
  const place = placeText(error.place);
  const remedy = error.remedy ? `; ${error.remedy}` : '';
  return oneLine(`finops: ${place ? `${place}: ` : ''}${error.message}${remedy}`);
}

/** The same as JSON, for `--format json`. */
export function errorJson(error: unknown): string {
  const known = error instanceof FinopsError ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  const { place = null, remedy = null, code = 'invariant' } = known ?? {};
  return JSON.stringify({ error: { code, message, place, remedy, exitStatus: exitStatus(error) } });
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
