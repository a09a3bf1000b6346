import { type AnswerKey, answerKey, givesReaders, type Question, ReadingTrace } from '#app/catalog/reading-trace.ts';
import type { BlockReader, ResourceReader } from '#app/catalog/resource-reader.ts';
import type { Part } from '#app/catalog/resource-type.ts';
import type { CostComponent } from './estimate.ts';
import { partRows } from './part-rows.ts';
import type { PricingContext } from './price-component.ts';

export type Rows = readonly CostComponent[];

/**
 * The rows of parts, worked out once for all resources that give the same answers: most of a large estate is one of a few
 * kinds. What a part asked is kept as a path of questions, and the same rows come back where following it on another
 * resource gives the same answers all the way. Holds for one neighbourhood, one clock and one price book.
 */
export function rememberRows(context: PricingContext): (part: Part, reader: ResourceReader) => Rows {
  const paths = new Map<Part, Paths>();
  return (part, reader) => {
    let known = paths.get(part);
    if (!known) {
      known = { first: null, hits: 0, misses: 0 };
      paths.set(part, known);
    }
    if (known.misses > ENOUGH_MISSES && known.hits < known.misses) return partRows(part, { reader, context });
    const before = known.first && follow(known.first, reader);
    if (before) {
      known.hits += 1;
      return before;
    }
    known.misses += 1;
    const trace = new ReadingTrace();
    trace.enlist(reader);
    const rows = partRows(part, { reader, context });
    reader.watch(null, 0);
    if (trace.isWhole) known.first = extended(known.first, { trace, rows });
    return rows;
  };
}

/** After so many resources of which most were different, remembering the next costs more than it saves. */
const ENOUGH_MISSES = 50;

interface Paths {
  first: Step | null;
  hits: number;
  misses: number;
}

/** A question and where each answer leads; the end of a path has rows instead. */
interface Step {
  readonly reader: number;
  readonly question: Question;
  readonly path: string;
  readonly rows: Rows | null;
  /** Most questions have had one answer so far. */
  key: AnswerKey;
  next: Step | null;
  others: Map<AnswerKey, Step> | null;
}

/** The rows at the end of the path that the answers of `reader` take; null where nobody went that way before. */
function follow(first: Step, reader: ResourceReader): Rows | null {
  const readers: BlockReader[] = [reader];
  for (let step: Step | null = first; step !== null; ) {
    if (step.rows) return step.rows;
    const answer = readers[step.reader]?.answer(step.question, step.path);
    if (givesReaders(step.question) && Array.isArray(answer)) for (const each of answer) readers.push(each);
    step = after(step, answerKey(step.question, answer));
  }
  return null;
}

/** The paths with one more, the readings of `made` and their rows at its end; the first step. */
function extended(first: Step | null, made: { readonly trace: ReadingTrace; readonly rows: Rows }): Step {
  let before: { readonly step: Step; readonly key: AnswerKey } | null = null;
  let start = first;
  for (const reading of made.trace.readings) {
    const step: Step = (before ? after(before.step, before.key) : start) ?? { ...reading, ...OPEN, rows: null };
    if (before) lead(before, step);
    else start = step;
    before = { step, key: reading.key };
  }
  const end: Step = { reader: 0, question: 'type', path: '', key: undefined, ...OPEN, rows: made.rows };
  if (before) lead(before, end);
  return start ?? end;
}

const OPEN = { next: null, others: null };

function after(step: Step, key: AnswerKey): Step | null {
  return key === step.key ? step.next : (step.others?.get(key) ?? null);
}

function lead({ step, key }: { readonly step: Step; readonly key: AnswerKey }, next: Step): void {
  if (key === step.key) {
    step.next = next;
    return;
  }
  step.others ??= new Map();
  step.others.set(key, next);
}
