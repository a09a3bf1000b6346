import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decimalText } from '#app/measure/decimal.ts';
import { CODE_REMEDIES } from '#app/remediation/code/registry.ts';
import { repositoryRoot } from '#test/support/shared.ts';
import { findIn } from './support.ts';

/**
 * What each remedy finds. Savings are hand arithmetic over list prices of us-east-1 (gp2 $0.10, gp3 $0.08, io1 $0.125 a
 * GB-month; io1 $0.065, gp3 $0.005 an IOPS above 3,000; gp3 $0.04 a MiB/s above 125; m4.large $0.10, m6i.large $0.096,
 * idle address $0.005 an hour, 730 hours), not our output.
 */
const CASES: Readonly<Record<string, { readonly tf: string; readonly place: string; readonly saves: string | null }>> =
  {
    'ebs-gp2-to-gp3': {
      // 100 × (0.10 − 0.08)
      tf: 'resource "aws_ebs_volume" "x" {\n  availability_zone = "us-east-1a"\n  size              = 100\n  type              = "gp2"\n}\n',
      place: 'main.tf:4',
      saves: '2',
    },
    'ebs-provisioned-to-gp3': {
      // 100 × 0.125 + 4000 × 0.065 − (100 × 0.08 + 1000 × 0.005 + 375 × 0.04)
      tf: 'resource "aws_ebs_volume" "x" {\n  availability_zone = "us-east-1a"\n  size              = 100\n  type              = "io1"\n  iops              = 4000\n}\n',
      place: 'main.tf:4',
      saves: '244.5',
    },
    'ec2-previous-generation': {
      // (0.10 − 0.096) × 730
      tf: 'resource "aws_instance" "x" {\n  ami           = "ami-1"\n  instance_type = "m4.large"\n}\n',
      place: 'main.tf:3',
      saves: '2.92',
    },
    'database-previous-generation': {
      // db.t2.micro $0.018, db.t3.micro $0.018 cost the same; db.m4.large $0.182, db.m6i.large $0.178: 0.004 × 730
      tf: 'resource "aws_db_instance" "x" {\n  instance_class    = "db.m4.large"\n  engine            = "postgres"\n  allocated_storage = 20\n}\n',
      place: 'main.tf:2',
      saves: '2.92',
    },
    'database-standby': {
      // db.m6i.large $0.178 × 730 and 20 GB × $0.115, once instead of twice
      tf: 'resource "aws_db_instance" "x" {\n  instance_class    = "db.m6i.large"\n  engine            = "postgres"\n  allocated_storage = 20\n  multi_az          = true\n  tags              = { Environment = "staging" }\n}\n',
      place: 'main.tf:5',
      saves: '132.24',
    },
    'log-retention': {
      tf: 'resource "aws_cloudwatch_log_group" "x" {\n  name = "a"\n}\n',
      place: 'main.tf:3',
      saves: null,
    },
    'bucket-multipart': { tf: 'resource "aws_s3_bucket" "x" {\n  bucket = "a"\n}\n', place: 'main.tf:4', saves: null },
    // 0.005 × 730
    'unused-address': { tf: 'resource "aws_eip" "x" {}\n', place: '', saves: '3.65' },
  };

describe('every remedy of the code', () => {
  it('stands in the registry, and has a case here', () => {
    const folder = join(repositoryRoot, 'app/remediation/code');
    const files = readdirSync(folder).filter((name) =>
      readFileSync(join(folder, name), 'utf8').includes(': CodeRemedy ='),
    );
    expect(CODE_REMEDIES.map((each) => `${each.id}.ts`).sort()).toEqual(files.sort());
    expect(Object.keys(CASES).sort()).toEqual(CODE_REMEDIES.map((each) => each.id).sort());
  });

  it.each(CODE_REMEDIES.map((remedy) => [remedy.id, remedy] as const))(
    '%s says what it follows and how it is undone',
    (_, remedy) => {
      expect(remedy.source.url).toMatch(/^https:\/\/[a-z.]*amazon\.com\//);
      expect(remedy.source.read).toMatch(/^2026-\d\d-\d\d$/);
      expect(remedy.title.length).toBeGreaterThan(10);
      expect(remedy.rollback).toMatch(/\.$/);
    },
  );

  it.each(Object.entries(CASES))('%s finds its case, with place and saving', (id, { tf, place, saves }) => {
    const found = findIn({ 'main.tf': tf }).findings.map((each) => each.finding);
    const finding = found.find((each) => each.remedy === id);
    expect(found.map((each) => each.remedy)).toEqual([id]);
    const { edits, savings } = finding as NonNullable<typeof finding>;
    expect(edits.kind === 'literals' ? `${edits.places[0]?.file}:${edits.places[0]?.line}` : '').toBe(place);
    expect(savings.state === 'known' ? decimalText(savings.savings.expected.amount) : null).toBe(saves);
  });

  it.each(Object.entries(CASES))('%s leaves alone what is on hold, or ignored by address', (_, { tf }) => {
    const settings = { ignore: ['aws_*.x'] };
    expect(findIn({ 'main.tf': tf }, { settings }).findings).toEqual([]);
    const held = tf
      .replace(/\}\n$/, tf.includes('tags ') ? '}\n' : '  tags = { "finops:hold" = "until june" }\n}\n')
      .replace('{}', '{');
    const onHold = held.replace('{ Environment', '{ "finops:hold" = "x", Environment').replace('{  tags', '{\n  tags');
    expect(findIn({ 'main.tf': onHold }).findings).toEqual([]);
  });

  it.each(Object.entries(CASES))('%s is not looked for when others are named', (_, { tf }) => {
    expect(findIn({ 'main.tf': tf }, { settings: { remedies: ['none'] } }).findings).toEqual([]);
  });
});

describe('nothing is guessed', () => {
  it.each([
    ['a type that is decided at apply', 'type = data.aws_x.y.type\n  size = 100'],
    ['a size that is decided at apply', 'type = "gp2"\n  size = data.aws_x.y.size'],
    ['no size', 'type = "gp2"'],
    ['gp3 already', 'type = "gp3"\n  size = 100'],
    ['io1 with more IOPS than gp3 takes for its size', 'type = "io1"\n  size = 4\n  iops = 4000'],
  ])('from %s', (_, lines) => {
    const tf = `data "aws_x" "y" {}\nresource "aws_ebs_volume" "x" {\n  ${lines}\n}\n`;
    expect(findIn({ 'main.tf': tf }).findings).toEqual([]);
  });

  it('of a root volume without a type, which its image decides', () => {
    const tf =
      'resource "aws_instance" "x" {\n  ami = "a"\n  instance_type = "m7i.large"\n  root_block_device {\n    volume_size = 100\n  }\n}\n';
    expect(findIn({ 'main.tf': tf }).findings).toEqual([]);
  });

  it('of a database that no tag puts outside production', () => {
    const tf = (CASES['database-standby'] as { tf: string }).tf;
    expect(findIn({ 'main.tf': tf.replace('staging', 'prod') }).findings).toEqual([]);
    expect(findIn({ 'main.tf': tf.replace(/ {2}tags.*\n/, '') }).findings).toEqual([]);
  });
});
