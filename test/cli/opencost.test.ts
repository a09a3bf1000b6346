import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '#test/support/folder.ts';
import { runFinops } from '#test/support/world.ts';

/** Two clusters in the shape of OpenCost's `GET /allocation` (opencost/opencost docs/swagger.json, read 2026-11-26). */
const ANSWER = {
  code: 200,
  status: 'success',
  data: [
    {
      'cluster-one': allocation({ cpuCoreHours: 100, cpuCost: 3, cpuCostAdjustment: 1, ramGiBHours: 200, ramCost: 1 }),
      'cluster-two': allocation({ cpuCoreHours: 100, cpuCost: 4, cpuCostAdjustment: 0, ramGiBHours: 200, ramCost: 1 }),
    },
  ],
};

function allocation(of: Record<'cpuCoreHours' | 'cpuCost' | 'cpuCostAdjustment' | 'ramGiBHours' | 'ramCost', number>) {
  const { ramGiBHours, ...rest } = of;
  return {
    name: 'cluster',
    properties: { cluster: 'cluster' },
    window: { start: '2026-11-18T00:00:00Z', end: '2026-11-25T00:00:00Z' },
    ...rest,
    ramByteHours: ramGiBHours * 2 ** 30,
    ramCostAdjustment: 0,
    gpuHours: 0,
    gpuCost: 0,
    pvByteHours: 1000 * 2 ** 30,
    pvCost: 0.2,
    pvs: null,
    lbAllocations: { a: { service: 'a/b', cost: 3, private: false, ip: '', hours: 100 } },
    rawAllocationOnly: null,
  };
}

const MANIFESTS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: a, resources: {requests: {cpu: "1", memory: 2Gi, nvidia.com/gpu: 1}}}]}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {resources: {requests: {storage: 10Gi}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer}}
`;

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(() => server.closeAllConnections());
  servers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('rates of a running OpenCost', () => {
  it('are what it allocated for an hour of each resource; what it had none of keeps its default, flagged', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify(ANSWER));
    });
    const folder = folderWith({ 'app.yaml': MANIFESTS });
    const ran = await runFinops(['estimate', folder, '--opencost-url', `${url}/`, '--format', 'json']);
    expect(ran.status).toBe(0);
    expect(asked).toEqual(['/allocation?window=7d&aggregate=cluster&accumulate=true']);
    const rows = JSON.parse(ran.out).projects[0].breakdown.resources.flatMap(
      (each: { costComponents: { name: string; price: string; monthlyCost: string; priceFlags?: string[] }[] }) =>
        each.costComponents,
    );
    const costs = Object.fromEntries(
      rows.map((row: { name: string; monthlyCost: string }) => [row.name, Number(row.monthlyCost)]),
    );
    // CPU (3 + 1 + 4) / 200 h, memory 2 / 400 GiB-h, volumes 0.4 / 2000 GiB-h, load balancers 6 / 200 h; GPUs 0.95 by default.
    expect(costs['CPU']).toBeCloseTo(730 * 0.04, 6);
    expect(costs['Memory']).toBeCloseTo(730 * 2 * 0.005, 6);
    expect(costs['GPU (nvidia.com/gpu)']).toBeCloseTo(730 * 0.95, 6);
    expect(costs['Storage']).toBeCloseTo(730 * 10 * 0.0002, 6);
    expect(costs['Load balancer']).toBeCloseTo(730 * 0.03, 6);
    const flags = Object.fromEntries(rows.map((row: { name: string }) => [row.name, JSON.stringify(row)]));
    expect(flags['CPU']).toContain('opencost-measured');
    expect(flags['GPU (nvidia.com/gpu)']).toContain('opencost-default');
  });

  it('may stand in the configuration, and are not asked for where nothing runs pods', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end(JSON.stringify(ANSWER));
    });
    const config = `version: 1\nkubernetes: {opencost: {url: "${url}"}}\n`;
    const ran = await runFinops(['estimate', folderWith({ 'app.yaml': MANIFESTS, '.github/finops.yml': config })]);
    expect([ran.status, asked]).toEqual([0, 1]);
    const terraform = { 'main.tf': 'resource "aws_sns_topic" "a" {}\n', '.github/finops.yml': config };
    expect((await runFinops(['estimate', folderWith(terraform)])).status).toBe(0);
    expect(asked).toBe(1);
  });

  it.each<[string, RequestListener]>([
    ['answers with an error', (_, response) => response.writeHead(403).end()],
    ['sends something else', (_, response) => response.end('<html>')],
    ['sends another document', (_, response) => response.end('{"code": 500, "status": "error"}')],
    ['redirects elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['has measured nothing yet', (_, response) => response.end('{"code": 200, "data": [{}]}')],
  ])('of one that %s are an upstream error, never a default in silence', async (_, listener) => {
    const url = await serve(listener);
    const ran = await runFinops(['estimate', folderWith({ 'app.yaml': MANIFESTS }), '--opencost-url', url]);
    expect(ran.status).toBe(4);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(ran.err).toContain(url);
    expect(ran.out).toBe('');
  });

  it('of an address that is none, or that nobody listens on, are refused', async () => {
    const folder = folderWith({ 'app.yaml': MANIFESTS });
    expect((await runFinops(['estimate', folder, '--opencost-url', 'file:///etc/passwd'])).status).toBe(2);
    expect((await runFinops(['estimate', folder, '--opencost-url', 'http://127.0.0.1:1'])).status).toBe(4);
  });
});
