import { spawnSync } from 'node:child_process';

/** What one process used. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMiB: number;
}

/** The child itself says what it used: a wall clock says little on a shared machine. */
const METER = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();' +
    ' process.stderr.write("\\n" + JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 })); });',
)}`;

/**
 * Medians over `runs` processes of `node argv`, after one that does not count (it leaves the compiled code behind).
 * @throws Error when a process ends with a status above `highestStatus`.
 */
export function measureProcess(
  argv: readonly string[],
  { runs, highestStatus = 0 }: { readonly runs: number; readonly highestStatus?: number },
): ProcessUsage {
  const found = Array.from({ length: runs + 1 }, () => once(argv, highestStatus)).slice(1);
  return {
    cpuSeconds: median(found.map((each) => each.cpuSeconds)),
    wallSeconds: median(found.map((each) => each.wallSeconds)),
    peakMiB: median(found.map((each) => each.peakMiB)),
  };
}

function once(argv: readonly string[], highestStatus: number): ProcessUsage {
  const start = process.hrtime.bigint();
  const ended = spawnSync(process.execPath, ['--import', METER, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] });
  const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (ended.status === null || ended.status > highestStatus) {
    throw new Error(`${argv.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
  }
  const said = JSON.parse(ended.stderr.toString().split('\n').at(-1) ?? '') as Omit<ProcessUsage, 'wallSeconds'>;
  return { ...said, wallSeconds };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
