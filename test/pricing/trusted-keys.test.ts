import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trustedKeys } from '#app/pricing/trusted-keys.ts';
import { repositoryRoot } from '../support/shared.ts';
import { type Ran, runFinops } from '../support/world.ts';

const EMBEDDED = join(repositoryRoot, 'dist', 'prices');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'finops-book-'));
  cpSync(EMBEDDED, directory, { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function status(): Promise<Ran> {
  return runFinops(['prices', 'status', '--prices', directory]);
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(directory, file);
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');
}

describe('the signature of the published book', () => {
  it('is by a key that this version trusts', async () => {
    const { status: exit, out } = await status();
    const { asOf } = JSON.parse(readFileSync(join(EMBEDDED, 'manifest.json'), 'utf8'));
    expect(out).toMatch(new RegExp(`^Signature  verified: signed as the book of ${asOf} by key [0-9a-f]{16}$`, 'm'));
    expect(exit).toBe(0);
    expect(trustedKeys().map((key) => key.asymmetricKeyType)).toContain('ed25519');
  });

  it('does not hold for a manifest of which one price count was changed', async () => {
    edit('manifest.json', (text) => text.replace(/"prices": (\d+)/, (_, count) => `"prices": ${Number(count) + 1}`));
    const { status: exit, out } = await status();
    expect(out).toContain('invalid: the signed statement is about another manifest');
    expect(exit).toBe(3);
  });

  it('does not hold for a statement that was changed', async () => {
    edit('manifest.dsse.json', (text) => {
      const envelope = JSON.parse(text);
      const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());
      statement.predicate.asOf = '2030-01-01';
      return JSON.stringify({ ...envelope, payload: Buffer.from(JSON.stringify(statement)).toString('base64') });
    });
    const { status: exit, out } = await status();
    expect(out).toContain('invalid: no signature over this statement is by a trusted key');
    expect(exit).toBe(3);
  });

  it('is said to be missing where a book has none', async () => {
    rmSync(join(directory, 'manifest.dsse.json'));
    const { status: exit, out } = await status();
    expect(out).toContain('Signature  unsigned: the book has no manifest.dsse.json');
    expect(exit).toBe(0);
  });
});

it('a price file of which a single byte was changed is refused with one line', async () => {
  edit('aws-ec2.br', (text) => `${text.slice(0, 100)}${text[100] === 'x' ? 'y' : 'x'}${text.slice(101)}`);
  const { status: exit, err, out } = await status();
  expect(out).toBe('');
  expect(err).toMatch(/aws-ec2\.br: the price book is damaged: the digest is not the one in the manifest; .*\n$/);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(exit).toBe(3);
});
