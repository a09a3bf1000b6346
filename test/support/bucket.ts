import { createServer } from 'node:http';

/** As much of S3 as a reader needs: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html (read 2026-11-26). */
export async function startBucket(files: Readonly<Record<string, Uint8Array>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://s3');
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    if (url.searchParams.has('list-type')) {
      const prefix = url.searchParams.get('prefix') ?? '';
      // Two keys a page, so that pages are followed.
      const names = Object.keys(files)
        .filter((name) => name.startsWith(prefix))
        .sort();
      const from = Number(url.searchParams.get('continuation-token') ?? '0');
      const page = names.slice(from, from + 2);
      const isTruncated = from + 2 < names.length;
      const contents = page.map(
        (name) =>
          `<Contents><Key>${name}</Key><LastModified>2026-11-02T00:00:00.000Z</LastModified><ETag>&quot;${name.length}&quot;</ETag><Size>${files[name]!.length}</Size></Contents>`,
      );
      response.setHeader('content-type', 'application/xml');
      response.end(
        `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bills</Name><IsTruncated>${isTruncated}</IsTruncated>${isTruncated ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
      );
      return;
    }
    const body = files[decodeURIComponent(url.pathname.replace('/bills/', ''))];
    if (!body) {
      response.statusCode = 404;
      response.end('<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>');
      return;
    }
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return { url: `http://127.0.0.1:${port}`, asked, close: () => new Promise((resolve) => server.close(resolve)) };
}
