import type { ScalarTag, Tags } from 'yaml';

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
/** Year, month, day; then perhaps a time, with a zone only behind a `T`. */
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(Z|[+-]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?)?$/;

const BOOL: ScalarTag = {
  identify: (value) => typeof value === 'boolean',
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: new RegExp(`${TRUE.source}|${FALSE.source}`),
  resolve: (text) => TRUE.test(text),
};

const TIME: ScalarTag = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:timestamp',
  test: TIMESTAMP,
  resolve: (text) => rfc3339(text) ?? text,
};

const BINARY: ScalarTag = {
  identify: () => false,
  default: false,
  tag: 'tag:yaml.org,2002:binary',
  resolve: (text) => text.replace(/\s+/g, ''),
};

/**
 * The types of plain scalars in Terraform's `yamldecode`: YAML 1.2 with the words for true and false and the
 * timestamps of 1.1, as OpenTofu 1.10 reads them (tried 2026-11-25; https://yaml.org/type/bool.html,
 * https://yaml.org/type/timestamp.html). A timestamp becomes a text in UTC or its own zone, without fractions.
 */
export function terraformTags(tags: Tags): Tags {
  return [BOOL, TIME, BINARY, ...tags.filter((tag) => tag !== 'bool' && (tag as ScalarTag).tag !== BOOL.tag)];
}

/** `2001-1-4` as `2001-01-04T00:00:00Z`; null for what is no moment. */
function rfc3339(text: string): string | null {
  const [, year = '', month = '', day = '', ...rest] = TIMESTAMP.exec(text) ?? [];
  const [hour = '0', minute = '0', second = '0'] = rest[0] === undefined ? rest.slice(4) : rest;
  const numbers = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const moment = new Date(Date.UTC(numbers[0], numbers[1] - 1, numbers[2], numbers[3], numbers[4], numbers[5]));
  const isReal = moment.getUTCMonth() === numbers[1] - 1 && moment.getUTCDate() === numbers[2] && numbers[3] < 24;
  if (!isReal || numbers[4] > 59 || numbers[5] > 59) return null;
  return `${moment.toISOString().slice(0, 19)}${rest[3] ?? 'Z'}`;
}
