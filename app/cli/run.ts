import { parseArgs } from 'node:util';
import { ConfigError } from '#app/errors.ts';
import { COMMON_EXPLAINS, COMMON_OPTIONS, type Command, type Invocation, type World } from './command.ts';
import { COMMANDS } from './commands.ts';
import { errorJson, errorLine, exitStatus } from './exit-status.ts';
import { versionOf } from './version.ts';

/** Runs one `finops` command line; the exit status. Never throws. */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  try {
    return await dispatch(argv, world);
  } catch (error) {
    const asJson = argv.some(
      (each, at) => each === '--format=json' || (each === '--format' && argv[at + 1] === 'json'),
    );
    if (asJson) world.out(`${errorJson(error)}\n`);
    world.err(`${errorLine(error)}\n`);
    if (argv.includes('--debug') && error instanceof Error) world.err(`${debugText(error)}\n`);
    return exitStatus(error);
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    world.out(await overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === 'version') {
    world.out(`finops ${versionOf(world.home)}\n`);
    return 0;
  }
  const load = COMMANDS.get(name);
  if (!load) {
    throw new ConfigError(`there is no command ${name}`, { remedy: `choose ${[...COMMANDS.keys()].join(', ')}` });
  }
  const command = await load();
  const invocation = parse(command, rest);
  if (invocation.values['help'] === true) {
    world.out(helpText(command));
    return 0;
  }
  return command.run(invocation, world);
}

function parse(command: Command, argv: readonly string[]): Invocation {
  try {
    const options = { ...COMMON_OPTIONS, ...command.options };
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { values: values as Invocation['values'], positionals };
  } catch (cause) {
    const what = cause instanceof Error ? (cause.message.split('. ')[0] ?? cause.message) : String(cause);
    throw new ConfigError(what, { cause, remedy: `see finops ${command.name} --help` });
  }
}

async function overview(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const width = Math.max(...commands.map((each) => each.name.length));
  const lines = commands.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`);
  return `Usage: finops COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\nfinops COMMAND --help shows options and an example.\n`;
}

/** Usage, options with one line each, and an example. */
function helpText(command: Command): string {
  const explains = { ...COMMON_EXPLAINS, ...command.explains };
  const options = { ...command.options, ...COMMON_OPTIONS };
  const names = Object.keys(options).map((name) => `--${name}${options[name]?.type === 'string' ? ' VALUE' : ''}`);
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.keys(options).map((name, at) => `  ${(names[at] ?? '').padEnd(width)}  ${explains[name] ?? ''}`);
  return `${command.summary}\n\nUsage: finops ${command.name} ${command.synopsis}\n\n${lines.join('\n')}\n\nExample:\n  ${command.example.replaceAll('\n', '\n  ')}\n`;
}

function debugText(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${debugText(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
