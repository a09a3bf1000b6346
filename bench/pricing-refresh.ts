import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsOfferSource } from '#app/pricing/refresh/aws-offer-file.ts';

/**
 * `node bench/pricing-refresh.ts [LINES]`: time and memory for reading a bulk offer file of so many lines from loopback. The
 * file of EC2 in one region has about a million; memory must not grow with it.
 */
const HEADER =
  '"SKU","OfferTermCode","RateCode","TermType","PriceDescription","EffectiveDate","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Product Family","serviceCode","Location","Location Type","Instance Type","Tenancy","Operating System","License Model","usageType","CapacityStatus","Pre Installed S/W","MarketOption","Region Code"';

async function main(): Promise<void> {
  const lines = Number(process.argv[2] ?? 500_000);
  let sent = 0;
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith('.json')) {
      const currentVersionUrl = '/offers/v1.0/aws/AmazonEC2/20261120120000/us-east-1/index.json';
      response.end(JSON.stringify({ regions: { 'us-east-1': { currentVersionUrl } } }));
      return;
    }
    const write = async (text: string) => {
      sent += text.length;
      if (!response.write(text)) await new Promise((resolve) => response.once('drain', resolve));
    };
    await write(
      `"FormatVersion","v1.0"\n"Disclaimer","-"\n"Publication Date","2026-11-20T12:00:00Z"\n"Version","1"\n"OfferCode","AmazonEC2"\n${HEADER}\n`,
    );
    for (let line = 0; line < lines; line += 100) {
      const chunk = Array.from({ length: 100 }, (_unused, at) => {
        const term = (line + at) % 50 === 0 ? 'OnDemand' : 'Reserved';
        return `"S${line + at}","JRTCKXETXF","S.1","${term}","$0.096 per On Demand Linux m5.large Instance Hour","2026-11-01","0","Inf","Hrs","0.0960000000","USD","Compute Instance","AmazonEC2","US East (N. Virginia)","AWS Region","m${at}.large","Shared","Linux","No License required","BoxUsage:m5.large","Used","NA","OnDemand","us-east-1"\n`;
      });
      await write(chunk.join(''));
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = awsOfferSource(
    { endpoint, offers: ['AmazonEC2'], regions: ['us-east-1'] },
    { fetch, sleep: async () => {} },
  );
  const start = performance.now();
  let [rows, peak] = [0, 0];
  for await (const page of source.pages(null)) {
    rows += page.rows.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(
    `${lines} lines, ${(sent / 1024 / 1024).toFixed(0)} MiB in ${seconds.toFixed(1)} s (${(sent / 1024 / 1024 / seconds).toFixed(0)} MiB/s), ${rows} prices, peak resident ${(peak / 1024 / 1024).toFixed(0)} MiB (server in the same process)\n`,
  );
  server.closeAllConnections();
  server.close();
}

await main();
