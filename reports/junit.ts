import type { GateResult } from '#app/flows/gate-report.ts';

/**
 * The results as JUnit XML, one suite a pack, one case a rule and resource: a deny is a failure, an error an error, a
 * warning, waiver or override a pass with its words as output.
 * https://github.com/testmoapp/junitxml (read 2026-11-25).
 */
export function junitXml(results: readonly GateResult[]): string {
  const packs = [...new Set(results.map(({ pack }) => pack))];
  const suites = packs.map((pack) =>
    suiteXml(
      pack,
      results.filter((each) => each.pack === pack),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="finops gate"${counts(results)}>\n${suites.join('')}</testsuites>\n`;
}

function suiteXml(pack: string, results: readonly GateResult[]): string {
  return `  <testsuite name="${escapeXml(pack)}"${counts(results)}>\n${results.map(caseXml).join('')}  </testsuite>\n`;
}

function counts(results: readonly GateResult[]): string {
  const count = (outcome: GateResult['outcome']): number => results.filter((each) => each.outcome === outcome).length;
  return ` tests="${results.length}" failures="${count('deny')}" errors="${count('error')}"`;
}

function caseXml(result: GateResult): string {
  const name = result.resource === null ? result.id : `${result.id} ${result.resource}`;
  const place = result.file === null ? '' : ` file="${escapeXml(result.file)}"`;
  const line = result.line === null ? '' : ` line="${result.line}"`;
  const head = `    <testcase classname="${escapeXml(result.pack)}" name="${escapeXml(name)}"${place}${line}`;
  const inner = innerXml(result);
  return inner === '' ? `${head}/>\n` : `${head}>\n      ${inner}\n    </testcase>\n`;
}

function innerXml({ outcome, level, message, fix }: GateResult): string {
  const text = escapeXml(message);
  const more = escapeXml(fix ?? '');
  if (outcome === 'deny') return `<failure type="${level}" message="${text}">${more}</failure>`;
  if (outcome === 'error') return `<error message="${text}">${more}</error>`;
  return outcome === 'pass' ? '' : `<system-out>${escapeXml(`${outcome}: ${message}`)}</system-out>`;
}

/** Characters that XML 1.0 forbids become U+FFFD. https://www.w3.org/TR/xml/#charsets */
function escapeXml(text: string): string {
  return [...text].map((each) => ENTITIES[each] ?? (isXmlCharacter(each) ? each : '\ufffd')).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code < 0xd800) || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}
