/** Counters and gauges in Prometheus' text format, version 0.0.4. */
export interface Metrics {
  /** Adds one to a counter. */
  count(name: string, labels?: Labels): void;
  /** Adds a duration in seconds to a histogram. */
  observe(name: string, seconds: number): void;
  /** The text of `/metrics`; `gauges` are read when it is asked for. */
  text(gauges: Readonly<Record<string, number>>): string;
}

export type Labels = Readonly<Record<string, string>>;

const HELP: Readonly<Record<string, string>> = {
  finops_deliveries_total: 'Webhooks received, by what became of them.',
  finops_jobs_total: 'Jobs ended, by kind and outcome.',
  finops_reviews_total: 'Verdicts published, by conclusion.',
  finops_review_seconds: 'From the wanted review to its published verdict.',
  finops_queue_jobs: 'Jobs that wait or run.',
  finops_queue_oldest_seconds: 'Age of the oldest job.',
};
const BOUNDS = [0.5, 1, 2.5, 5, 10, 30, 60, 300];

export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<string, { readonly buckets: number[]; sum: number; count: number }>();
  return {
    count(name, labels = {}) {
      const series = counters.get(name) ?? new Map<string, number>();
      const key = labelText(labels);
      series.set(key, (series.get(key) ?? 0) + 1);
      counters.set(name, series);
    },
    observe(name, seconds) {
      const found = histograms.get(name) ?? { buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
      for (const [index, bound] of BOUNDS.entries())
        if (seconds <= bound) found.buckets[index] = (found.buckets[index] ?? 0) + 1;
      found.sum += seconds;
      found.count += 1;
      histograms.set(name, found);
    },
    text(gauges) {
      const lines: string[] = [];
      for (const [name, series] of counters) {
        lines.push(...head(name, 'counter'), ...[...series].map(([labels, value]) => `${name}${labels} ${value}`));
      }
      for (const [name, { buckets, sum, count }] of histograms) {
        lines.push(...head(name, 'histogram'));
        lines.push(...BOUNDS.map((bound, index) => `${name}_bucket{le="${bound}"} ${buckets[index] ?? 0}`));
        lines.push(`${name}_bucket{le="+Inf"} ${count}`, `${name}_sum ${sum}`, `${name}_count ${count}`);
      }
      for (const [name, value] of Object.entries(gauges)) lines.push(...head(name, 'gauge'), `${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}

function head(name: string, type: string): readonly string[] {
  return [`# HELP ${name} ${HELP[name] ?? name}`, `# TYPE ${name} ${type}`];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    return `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
  });
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
