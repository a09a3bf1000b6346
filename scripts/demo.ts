import { join } from 'node:path';
import { runCli } from '#app/cli/run.ts';

/**
 * The main job on the bundled pull request: what it costs now, what changes, the verdict, the comment. Ends with 0 when
 * the gate judged, whatever it decided: the example is denied on purpose.
 */
const root = join(import.meta.dirname, '..');
const sides = ['--prior', 'examples/pull-request/prior', '--planned', 'examples/pull-request/planned'];
const world = {
  cwd: root,
  env: {},
  now: new Date(),
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  readStdin: () => '',
  home: root,
};

const steps: readonly (readonly [string, readonly string[]])[] = [
  ['What the planned side will cost in a month', ['estimate', 'examples/pull-request/planned']],
  ['The verdict of the policies', ['gate', ...sides]],
  ['The comment on the pull request', ['gate', ...sides, '--format', 'markdown']],
];
for (const [title, argv] of steps) {
  console.log(`\n━━ ${title}: finops ${argv.join(' ')}\n`);
  const status = await runCli(argv, world);
  if (status > 1) process.exit(status);
}
