/** Labels and tags of a row, as BigQuery writes them as JSON. */
export interface GoogleLabels {
  readonly labels: string | null;
  readonly systemLabels: string | null;
  readonly projectLabels: string | null;
  readonly tags: string | null;
}

interface Label {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly namespace?: unknown;
}

const KNOWN = new Map<string, string | null>();
const MOST_KNOWN = 20_000;

/**
 * The four schemes of Google as one flat JSON object: labels of the resource by their own names; the others prefixed, so
 * that none hides another: `goog-system/`, `goog-project/`, and tags by `goog-tag/` and their namespace. A label without
 * a value is `true`. Null without any.
 */
export function googleTags(labels: GoogleLabels): string | null {
  const { systemLabels, projectLabels, tags } = labels;
  const key = [labels.labels, systemLabels, projectLabels, tags].join('\n');
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const entries = [
    ...entriesOf(labels.labels, () => ''),
    ...entriesOf(systemLabels, () => 'goog-system/'),
    ...entriesOf(projectLabels, () => 'goog-project/'),
    ...entriesOf(tags, ({ namespace }) => (namespace ? `goog-tag/${String(namespace)}/` : 'goog-tag/')),
  ];
  const json = entries.length === 0 ? null : clean(JSON.stringify(Object.fromEntries(entries)));
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(key, json);
  return json;
}

function entriesOf(
  json: string | null,
  prefix: (label: Label) => string,
): readonly (readonly [string, string | true])[] {
  return labelsIn(json).flatMap((label) => {
    if (typeof label.key !== 'string' || label.key === '') return [];
    const value = typeof label.value === 'string' && label.value !== '' ? label.value : (true as const);
    return [[`${prefix(label)}${label.key}`, value] as const];
  });
}

function labelsIn(json: string | null): readonly Label[] {
  if (json === null || json === 'null' || json === '[]') return [];
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? (parsed as readonly Label[]) : [];
  } catch {
    // TO_JSON_STRING writes nothing else; without labels the row still counts.
    return [];
  }
}

/** No database keeps these in JSON. */
function clean(json: string): string {
  return json.replace(/\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, '\u{fffd}');
}
