import { NUMBER, STRING } from '../type.ts';
import { numberValue, stringValue } from '../value.ts';
import { type FunctionFamily, stringParameter, textOf, unknowableFunction } from './argument.ts';
import { formatDate } from './date-format.ts';
import { instantText, parseDuration, parseTimestamp } from './timestamp.ts';

/** Dates and times (https://developer.hashicorp.com/terraform/language/functions, read 2026-11-25). */
export const DATE_FUNCTIONS: FunctionFamily = {
  timestamp: unknowableFunction([], 'timestamp() is the time of the run'),
  plantimestamp: unknowableFunction([], 'plantimestamp() is the time of the plan'),
  formatdate: {
    parameters: [stringParameter('format'), stringParameter('time')],
    returns: STRING,
    call: ([format, time]) => stringValue(formatDate(textOf(format), parseTimestamp(textOf(time)))),
  },
  timeadd: {
    parameters: [stringParameter('timestamp'), stringParameter('duration')],
    returns: STRING,
    call([time, duration]) {
      const start = parseTimestamp(textOf(time));
      const nanoseconds = start.nanoseconds + parseDuration(textOf(duration));
      return stringValue(instantText({ ...start, nanoseconds }));
    },
  },
  timecmp: {
    parameters: [stringParameter('timestamp_a'), stringParameter('timestamp_b')],
    returns: NUMBER,
    call([first, second]) {
      const a = parseTimestamp(textOf(first)).nanoseconds;
      const b = parseTimestamp(textOf(second)).nanoseconds;
      return numberValue(a < b ? -1 : a > b ? 1 : 0);
    },
  },
};
