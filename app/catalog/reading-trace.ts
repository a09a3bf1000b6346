import { type AttributeValue, UNKNOWN } from '#app/terraform/resource.ts';
import { UnknownPart } from './attribute-path.ts';

/** What a part of a bill may ask of a block, and of a resource and what is around it. */
export type Question = 'value' | 'has' | 'blocks' | 'usage' | 'region' | 'type' | 'related' | 'referrers';

/** One question, whom it was put to (readers count in the order in which they were handed out), and what came back. */
export interface Reading {
  readonly reader: number;
  readonly question: Question;
  readonly path: string;
  readonly key: AnswerKey;
}

/** Equal for equal answers only. Of readers that came back only their number counts: what is asked of them stands apart. */
export type AnswerKey = string | number | boolean | null | undefined;

interface Watched {
  watch(trace: ReadingTrace | null, number: number): void;
}

/**
 * Everything that a piece of work asks of readers. The catalogue's parts work with nothing else, so that two resources
 * which give the same answers have the same components.
 */
export class ReadingTrace {
  readonly readings: Reading[] = [];
  /** False once something was looked at that no answer tells, such as the identity of a resource. */
  isWhole = true;
  #readers = 0;

  enlist(reader: Watched): void {
    reader.watch(this, this.#readers);
    this.#readers += 1;
  }

  note(reading: Omit<Reading, 'key'>, answer: unknown): void {
    this.readings.push({ ...reading, key: answerKey(reading.question, answer) });
    if (givesReaders(reading.question) && Array.isArray(answer)) for (const each of answer) this.enlist(each);
  }
}

/** Whether the answer to a question is readers (or that it is unknown which). */
export function givesReaders(question: Question): boolean {
  return question === 'blocks' || question === 'related' || question === 'referrers';
}

/** The answer as a key. */
export function answerKey(question: Question, answer: unknown): AnswerKey {
  if (typeof answer === 'string') return answer.charCodeAt(0) === 0 ? `\0text${answer}` : answer;
  if (answer === null || typeof answer !== 'object') return answer as AnswerKey;
  if (answer instanceof UnknownPart) return `\0unknown${answer.path}\0${answer.reason}`;
  if (givesReaders(question)) return (answer as readonly unknown[]).length;
  return `\0value${structureKey(answer as AttributeValue)}`;
}

/** As JSON writes it, with a place for what is unknown and the length of each text before it. */
function structureKey(value: AttributeValue | undefined): string {
  if (value === UNKNOWN) return '?';
  if (typeof value === 'string') return `${value.length}"${value}`;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(structureKey).join(',')}]`;
  const parts = value as Readonly<Record<string, AttributeValue>>;
  return `{${Object.keys(parts).map((name) => `${name.length}"${name}:${structureKey(parts[name])}`)}}`;
}
