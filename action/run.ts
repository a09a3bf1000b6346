import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { error, getInput, info, setOutput, warning } from '@actions/core';
import { FinopsError, placeText } from '#app/errors.ts';
import { main } from './main.ts';
import type { ActionWorld } from './world.ts';

const world: ActionWorld = {
  env: process.env,
  now: process.env['FINOPS_NOW'] ? new Date(process.env['FINOPS_NOW']) : new Date(),
  getInput,
  setOutput,
  writeSummary(markdown) {
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (file) appendFileSync(file, `${markdown}\n`);
  },
  annotate: (level, message, properties) => (level === 'error' ? error : warning)(message, properties),
  info,
  home: join(import.meta.dirname, '..'),
};

const STATUS = { config: 2, input: 5, upstream: 4, policy: 5, invariant: 5 } as const;

try {
  process.exitCode = await main(world);
} catch (caught) {
  // A gate that cannot judge does not allow, and says why.
  const known = caught instanceof FinopsError ? caught : null;
  const place = placeText(known?.place);
  const message = caught instanceof Error ? caught.message : String(caught);
  error(`${place ? `${place}: ` : ''}${message}${known?.remedy ? `; ${known.remedy}` : ''}`, { title: 'finops' });
  setOutput('decision', 'error');
  process.exitCode = known ? STATUS[known.code] : 5;
}
