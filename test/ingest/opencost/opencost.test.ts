import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { opencostSource } from '#app/ingest/sources/opencost.ts';
import { decimal, decimalText, ZERO } from '#app/measure/decimal.ts';
import { folderWith } from '#test/support/folder.ts';
import { readAll } from '../read-all.ts';
import { allocation, answer, idle } from './allocation.ts';

const PORTS = { env: {}, now: new Date('2026-10-08T12:00:00Z'), root: '/', fetch };

function fromFiles(files: Readonly<Record<string, string>>, settings: Readonly<Record<string, unknown>> = {}) {
  const root = folderWith(files);
  return opencostSource.open({ id: 'k', kind: 'opencost', path: '.', ...settings }, { ...PORTS, root });
}

const chargesOf = async (answers: string, settings = {}) =>
  (await readAll(fromFiles({ 'a.json': answers }, settings))).charges;

/** Expected values by hand from OpenCost's page on its API and FOCUS 1.3 on split costs (read 2026-11-26). */
describe('what OpenCost allocates', () => {
  it('is a split row: nothing billed, the allocated cost effective, the node as resource', async () => {
    const [pod] = await chargesOf(answer([allocation()]));
    expect(pod).toMatchObject({
      BilledCost: '0',
      EffectiveCost: '1.75',
      BillingCurrency: 'USD',
      ChargeCategory: 'Usage',
      ChargePeriodStart: '2026-10-05T00:00:00Z',
      ChargePeriodEnd: '2026-10-06T00:00:00Z',
      BillingPeriodStart: '2026-10-01T00:00:00Z',
      BillingPeriodEnd: '2026-11-01T00:00:00Z',
      ResourceId: 'i-0123456789abcdef0',
      ServiceProviderName: 'AWS',
      AllocatedMethodId: 'opencost',
      AllocatedResourceId: 'eu/shop/deployment:web/web-1',
      AllocatedResourceName: 'web-1',
      Tags: null,
      x_Estimated: 'true',
      x_SourceGranularity: 'day',
    });
    expect(JSON.parse(pod!.AllocatedTags!)).toEqual({
      team: 'a',
      tier: 'front',
      'k8s-cluster': 'eu',
      'k8s-namespace': 'shop',
      'k8s-workload': 'deployment/web',
    });
  });

  it('is one row for a pod, however many containers it has', async () => {
    const charges = await chargesOf(
      answer([allocation(), allocation({ name: 'other', totalCost: 0.1, cpuCost: 0.1, ramCost: 0, pvCost: 0 })]),
    );
    expect(charges.filter((each) => each.AllocatedResourceId !== null).map((each) => each.EffectiveCost)).toEqual([
      '1.85',
    ]);
  });

  it('is taken from the node, and from the cluster what is of no node', async () => {
    const charges = await chargesOf(answer([allocation(), idle(2)]));
    const given = charges.filter((each) => each.AllocatedResourceId === null);
    expect(given.map((each) => [each.ResourceId, each.EffectiveCost])).toEqual([
      ['i-0123456789abcdef0', '-3.5'],
      [null, '-0.25'],
    ]);
    const sum = charges.reduce((total, each) => total.plus(decimal(each.EffectiveCost)), ZERO);
    expect(decimalText(sum)).toBe('0');
  });

  it('counts in full where no bill has the nodes', async () => {
    const charges = await chargesOf(answer([allocation(), idle(2)]), { nodesBilled: 'nowhere' });
    expect(charges.map((each) => each.EffectiveCost)).toEqual(['1.75', '2']);
    expect(charges.map((each) => JSON.parse(each.AllocatedMethodDetails!).AllocatedRatio)).toEqual([
      '0.466666667',
      '0.533333333',
    ]);
  });

  it.each([
    ['__idle__', 'eu/__idle__'],
    ['eu/__unallocated__', 'eu/__unallocated__'],
    ['__unmounted__/eu', 'eu/__unmounted__'],
  ])('to nobody (%s) keeps that name', async (name, id) => {
    const charges = await chargesOf(answer([idle(1, { name })]));
    expect(charges[0]!.AllocatedResourceId).toBe(id);
  });

  it('as NaN is not known, which is not zero', async () => {
    const { charges, rejected } = await readAll(
      fromFiles({ 'a.json': answer([allocation({ totalCost: null }), allocation()]) }),
    );
    expect(rejected).toEqual([
      {
        file: 'a.json',
        row: 1,
        reason: 'totalCost of eu/node1/shop/web-1/app is no number',
        billedCost: '0',
        currency: 'USD',
      },
    ]);
    expect(charges[0]!.EffectiveCost).toBe('1.75');
  });

  it('with a part that is NaN keeps its total, and takes that part from the cluster', async () => {
    const charges = await chargesOf(answer([allocation({ cpuCost: null })]));
    expect(charges.map((each) => [each.ResourceId, each.EffectiveCost])).toEqual([
      ['i-0123456789abcdef0', '1.75'],
      ['i-0123456789abcdef0', '-0.5'],
      [null, '-1.25'],
    ]);
  });
});

describe('a running OpenCost (a double over HTTP)', () => {
  async function serve(reply: (url: URL) => { readonly status: number; readonly text: string }) {
    const asked: URL[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      asked.push(url);
      const { status, text } = reply(url);
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const source = opencostSource.open({ id: 'k', kind: 'opencost', url }, PORTS);
    return { source, asked, close: () => new Promise((resolve) => server.close(resolve)) };
  }
  const dayOf = (url: URL): string => (url.searchParams.get('window') ?? '').slice(0, 10);

  it('is asked for the last whole days, one by one, and for a month as far as it is over', async () => {
    const { source, asked, close } = await serve((url) => ({
      status: 200,
      text: answer([allocation({ day: dayOf(url) })]),
    }));
    expect((await source.deliveries(null)).map((each) => each.scope)).toEqual([
      '2026-10-05',
      '2026-10-06',
      '2026-10-07',
    ]);
    expect(asked[0]!.pathname).toBe('/allocation');
    expect(Object.fromEntries(asked[0]!.searchParams)).toEqual({
      window: '2026-10-05T00:00:00Z,2026-10-06T00:00:00Z',
      step: '1d',
      includeIdle: 'true',
      idleByNode: 'true',
    });
    expect((await source.deliveries({ month: '2026-10' })).map((each) => each.scope)).toHaveLength(7);
    expect(await source.deliveries({ month: '2026-11' })).toEqual([]);
    await close();
  });

  it('that knows nothing of a day leaves it out', async () => {
    const { source, close } = await serve(() => ({ status: 200, text: '{"code":200,"data":[null]}' }));
    expect(await source.deliveries(null)).toEqual([]);
    await close();
  });

  it('that fails, is no OpenCost or is not there is said', async () => {
    const failing = await serve(() => ({ status: 500, text: 'x' }));
    await expect(failing.source.deliveries(null)).rejects.toMatchObject({
      code: 'upstream',
      status: 500,
      retryable: true,
    });
    await failing.close();
    await expect(failing.source.deliveries(null)).rejects.toThrow('OpenCost does not answer at http://127.0.0.1');
    const other = await serve(() => ({ status: 200, text: '{"status":"ok"}' }));
    await expect(other.source.deliveries(null)).rejects.toThrow('no answer of OpenCost: code');
    await other.close();
  });
});

describe('what is wrong with kept answers is said with the file', () => {
  it.each([
    ['no file', {}, 'no .json file'],
    ['half an answer', { 'a.json': '{"code":200,' }, 'no JSON'],
    [
      'a day twice',
      { 'a.json': answer([allocation()]), 'b.json': answer([allocation()]) },
      '2026-10-05 stands in a.json too',
    ],
    [
      'a week as one',
      { 'a.json': answer([allocation({ window: { start: '2026-10-05T00:00:00Z', end: '2026-10-12T00:00:00Z' } })]) },
      'is of 2026-10-05T00:00:00Z to 2026-10-12T00:00:00Z, which is no day',
    ],
  ])('%s', async (_, files, message) => {
    await expect(readAll(fromFiles(files as unknown as Record<string, string>))).rejects.toThrow(message);
  });
});
