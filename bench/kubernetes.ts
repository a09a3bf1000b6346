/**
 * Parses and prices generated manifests of four containers each: `node bench/kubernetes.ts [MANIFESTS]`, without a
 * number 5,000 and 50,000 and the ratio of both. The bound of issue 5: 20,000 containers in under 3 s of CPU and
 * 400 MB, linear to 50,000 manifests.
 */
import { execFileSync } from 'node:child_process';
import { estimateManifests } from '#app/estimate/kubernetes/estimate-manifests.ts';
import { defaultPricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { readManifests } from '#app/kubernetes/read-manifests.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';

if (process.argv[2] === undefined) {
  const [small = 0, large = 0] = [5000, 50_000].map(secondsOf);
  console.log(`ten times the manifests take ${(large / small).toFixed(1)} times the CPU`);
  process.exit(0);
}
const count = Number(process.argv[2]);

/** CPU seconds of one size, in a process of its own so that its memory is its own too. */
function secondsOf(manifests: number): number {
  const printed = execFileSync(process.execPath, [import.meta.filename, String(manifests)], { encoding: 'utf8' });
  process.stdout.write(printed);
  return Number(/with the estimate ([\d.]+) s/.exec(printed)?.[1]);
}

function manifest(index: number): string {
  const containers = [0, 1, 2, 3]
    .map(
      (each) => `      - name: container-${each}
        image: registry.example.org/team/service-${index}:v1.2.${each}
        ports:
        - containerPort: 80${each}0
        env:
        - name: LOG_LEVEL
          value: info
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        resources:
          requests:
            cpu: ${100 + each}m
            memory: ${128 + each}Mi
          limits:
            cpu: "1"
            memory: 1Gi
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8080
          initialDelaySeconds: 5`,
    )
    .join('\n');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${index}
  namespace: team-${index % 50}
  labels:
    app: service-${index}
spec:
  replicas: ${1 + (index % 5)}
  selector:
    matchLabels:
      app: service-${index}
  template:
    metadata:
      labels:
        app: service-${index}
    spec:
      containers:
${containers}
`;
}

const text = Array.from({ length: count }, (_, index) => manifest(index)).join('---\n');
const book = readPriceBook('dist/prices');
const start = process.cpuUsage();
const manifests = readManifests([{ file: 'all.yaml', text }]);
const parsed = process.cpuUsage(start);
const project = estimateManifests(manifests, {
  name: 'bench',
  path: '',
  book,
  basis: defaultPricing(),
  currency: 'USD',
  convert: (amount) => amount,
  now: new Date('2026-11-25T00:00:00Z'),
});
const total = process.cpuUsage(start);
const seconds = (usage: NodeJS.CpuUsage): string => ((usage.user + usage.system) / 1e6).toFixed(2);
const rss = process.resourceUsage().maxRSS / 1024;
console.log(
  `${count} manifests, ${manifests.workloads.reduce((sum, each) => sum + each.pod.containers.length, 0)} containers, ` +
    `${(text.length / 1e6).toFixed(1)} MB: read ${seconds(parsed)} s CPU, with the estimate ${seconds(total)} s, ` +
    `${rss.toFixed(0)} MB at most, ${project.resources.length} resources, ${project.monthlyCost?.amount.toFixed(2)} USD`,
);
