import { afterEach, beforeEach, expect, it } from 'vitest';
import { readMergedChanges } from '#app/warehouse/merged-changes.ts';
import type { AppFixture } from '#test/support/github/app-fixture.ts';
import { startRealApp } from '#test/support/github/real-app.ts';

/** The NAT gateway is $0.045 an hour in us-east-1 (https://aws.amazon.com/vpc/pricing/, read 2026-11-25): $32.85 a month. */
const GATEWAY =
  'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_nat_gateway" "out" {\n  tags = { Name = "exit" }\n}\n';

let app: AppFixture;

beforeEach(async () => {
  app = await startRealApp({ files: { 'README.md': 'words\n' } });
});
afterEach(() => app.close());

it('what a pull request was estimated to add is kept, and counts once it is merged', async () => {
  for (const branch of ['one', 'two']) {
    app.repository.push(branch, { [`${branch}/main.tf`]: GATEWAY }, { by: 'alice', from: 'main' });
    app.repository.openPull({ head: branch, by: 'alice', title: `Open ${branch}` });
    await app.settled();
  }
  const merged = () => readMergedChanges({ since: '2000-01-01' }, app.database);
  expect(await merged()).toEqual([]);
  app.repository.mergePull(1, 'admin');
  app.repository.closePull(2, 'alice');
  await app.settled();
  const [change, ...others] = await merged();
  expect(others).toEqual([]);
  expect(change).toMatchObject({ repository: 'acme/infra', number: 1 });
  expect(Date.parse(change!.merged_at)).toBeGreaterThan(0);
  expect(JSON.parse(change!.document)).toMatchObject({
    title: 'Open one',
    resources: [
      {
        address: 'aws_nat_gateway.out',
        type: 'aws_nat_gateway',
        region: 'us-east-1',
        monthlyDelta: '32.85',
        currency: 'USD',
        names: ['exit'],
      },
    ],
  });
});
