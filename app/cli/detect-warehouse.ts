import type { Scope } from '#app/anomaly/scope.ts';
import { ConfigError } from '#app/errors.ts';
import { detectAnomalies } from '#app/flows/detect-anomalies.ts';
import { judgeIncident, muteScope, VERDICTS } from '#app/flows/judge-incident.ts';
import { migrate } from '#app/warehouse/migrate.ts';
import { incidentsJson, incidentsTable } from '#reports/incidents.ts';
import { type Invocation, textOption, type World } from './command.ts';
import { mergedChanges } from './merged-changes.ts';
import { progressOf } from './progress.ts';
import { chosenFormat, writeResult } from './result.ts';
import { withWarehouse } from './warehouse.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface At {
  readonly invocation: Invocation;
  readonly world: World;
}

/** Judges the charges of the warehouse and prints the open incidents. */
export async function detectInWarehouse({ invocation, world }: At): Promise<number> {
  const format = chosenFormat(invocation, ['table', 'json']);
  const thresholds = {
    leastImpact: amountOption(invocation, { name: 'min-impact', otherwise: '20' }),
    leastPercent: amountOption(invocation, { name: 'min-percent', otherwise: '20' }),
    greatImpact: amountOption(invocation, { name: 'great-impact', otherwise: '1000' }),
  };
  const budget = Number(amountOption(invocation, { name: 'max-new', otherwise: '20' }));
  const merged = (span: { readonly from: string; readonly to: string }) => mergedChanges(span, { invocation, world });
  const progress = progressOf('scopes', { invocation, world });
  const detection = await withWarehouse(world, async (database) => {
    await migrate(database);
    const asked = { now: world.now, thresholds, budget, mergedChanges: merged, onJudged: progress.step };
    return detectAnomalies(asked, database);
  }).finally(() => progress.end());
  const muted = invocation.values['all'] === true ? 'shown' : 'hidden';
  writeResult(format === 'json' ? incidentsJson(detection) : incidentsTable(detection, { muted }), invocation, world);
  return 0;
}

/** `finops detect feedback ID --verdict yes|no|planned`. */
export async function giveFeedback({ invocation, world }: At): Promise<number> {
  const [, id, ...rest] = invocation.positionals;
  const text = textOption(invocation, 'verdict');
  const verdict = VERDICTS.find((each) => each === text);
  if (id === undefined || rest.length > 0 || verdict === undefined) {
    throw new ConfigError('finops detect feedback needs one ID and --verdict', {
      remedy: `write --verdict ${VERDICTS.join('|')}`,
    });
  }
  const said = { id, verdict, by: who(world), reason: textOption(invocation, 'reason') ?? '', now: world.now };
  const incident = await withWarehouse(world, async (database) => {
    await migrate(database);
    return judgeIncident(said, database);
  });
  writeResult(`${incident.id}: ${verdict} is kept; the incident is ${incident.state}`, invocation, world);
  return 0;
}

/** `finops detect mute`: a scope, until when, and why. */
export async function mute({ invocation, world }: At): Promise<number> {
  const until = textOption(invocation, 'until') ?? '';
  const reason = textOption(invocation, 'reason') ?? '';
  const scope = scopeOf(invocation);
  if (!DAY.test(until) || Number.isNaN(Date.parse(until)) || reason === '' || Object.keys(scope).length === 0) {
    const remedy = 'write --account, --service or --region, --until YYYY-MM-DD and --reason TEXT';
    throw new ConfigError('finops detect mute needs a scope, a day and a reason', { remedy });
  }
  if (until < world.now.toISOString().slice(0, 10)) {
    throw new ConfigError(`--until ${until} is over`, { remedy: 'write a day to come' });
  }
  await withWarehouse(world, async (database) => {
    await migrate(database);
    await muteScope({ scope, until, reason, by: who(world), now: world.now }, database);
  });
  writeResult(`${Object.values(scope).join(' / ')} is muted to ${until}: ${reason}`, invocation, world);
  return 0;
}

function scopeOf(invocation: Invocation): Scope {
  const options = { SubAccountId: 'account', ServiceName: 'service', RegionId: 'region' } as const;
  return Object.fromEntries(
    Object.entries(options).flatMap(([dimension, name]) => {
      const value = textOption(invocation, name);
      return value === undefined ? [] : [[dimension, value]];
    }),
  );
}

function amountOption(
  invocation: Invocation,
  { name, otherwise }: { readonly name: string; readonly otherwise: string },
): string {
  const text = textOption(invocation, name) ?? otherwise;
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  throw new ConfigError(`--${name} ${text} is no amount`, { remedy: `write digits, such as --${name} ${otherwise}` });
}

/** Who speaks, for the record; it decides nothing. */
function who({ env }: World): string {
  return env['GITHUB_ACTOR'] ?? env['USER'] ?? 'unknown';
}
