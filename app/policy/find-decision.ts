import { InputError } from '#app/errors.ts';

/**
 * One event of a decision log (JSON Lines, or a file with one event laid out over lines): that with the id, or the
 * only one where the id is null.
 * @throws InputError when there is none, or more than one without an id.
 */
export function findDecision(log: string, id: string | null): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  if (id === null) {
    if (lines.length <= 1 || !isEvent(lines[0] ?? '')) return log;
    throw new InputError(`the log holds ${lines.length} decisions`, {
      remedy: 'name one by --replay ID --decision-log',
    });
  }
  const found = lines.find((line) => line.includes(id) && eventId(line) === id);
  if (found !== undefined) return found;
  throw new InputError(`the log holds no decision ${id}`, { remedy: 'check the id' });
}

function isEvent(line: string): boolean {
  return eventId(line) !== null;
}

function eventId(line: string): string | null {
  try {
    const event = JSON.parse(line) as { readonly decision_id?: unknown } | null;
    return typeof event?.decision_id === 'string' ? event.decision_id : null;
  } catch {
    // A line that was cut off, or of another program, is no decision.
    return null;
  }
}
