import { describe, expect, it } from 'vitest';
import { memoryTree } from '#app/source/tree.ts';
import { openProject } from '#app/terraform/find-instance.ts';
import { traceAttribute } from '#app/terraform/trace-value.ts';

const NOTHING = { path: '', name: 'root', workspace: 'default', environment: {}, varFiles: [], vars: [] };

function trace(text: string, attribute: readonly (string | number)[], address = 'aws_x.y') {
  const traced = traceAttribute(openProject(memoryTree(new Map([['main.tf', text]])), NOTHING), { address, attribute });
  return traced.kind === 'declined' ? traced.reason : `${traced.kind} ${traced.line}`;
}

const lifecycle = (ignored: string): string =>
  `resource "aws_x" "y" {\n  size = 1\n  disk {\n    type = "a"\n  }\n  lifecycle {\n    ignore_changes = ${ignored}\n  }\n}\n`;

describe('an attribute that is not set', () => {
  it('is told apart from one that is, with the block it would stand in', () => {
    const text = 'resource "aws_x" "y" {\n  disk {\n    size = 1\n  }\n}\n';
    expect(trace(text, ['type'])).toBe('absent 1');
    expect(trace(text, ['disk', 0, 'type'])).toBe('absent 2');
    expect(trace(text, ['disk', 0, 'size'])).toBe('literal 3');
    expect(trace(text, ['other', 0, 'size'])).toBe('other.0.size is not set');
  });

  it('is not written into a dynamic block', () => {
    const text = 'resource "aws_x" "y" {\n  dynamic "disk" {\n    for_each = [1]\n    content {}\n  }\n}\n';
    expect(trace(text, ['disk', 0, 'type'])).toBe('the block disk is dynamic');
  });
});

describe('what Terraform was told to ignore is left alone', () => {
  it.each([
    ['[size]', ['size'], 'lifecycle.ignore_changes leaves size alone'],
    ['all', ['size'], 'lifecycle.ignore_changes leaves all alone'],
    ['["size"]', ['size'], 'lifecycle.ignore_changes leaves size alone'],
    ['[disk]', ['disk', 0, 'type'], 'lifecycle.ignore_changes leaves disk alone'],
    ['[disk[0].type]', ['disk', 0, 'type'], 'lifecycle.ignore_changes leaves disk.0.type alone'],
    ['[disk[1].type]', ['disk', 0, 'type'], 'literal 4'],
    ['[tags]', ['size'], 'literal 2'],
  ])('by %s', (ignored, path, expected) => {
    expect(trace(lifecycle(ignored), path)).toBe(expected);
  });
});

it('an address under unknown keys has no instance', () => {
  expect(trace('resource "aws_x" "y" {}\n', ['a'], 'aws_x.y[(unknown 2)]')).toContain('no instance');
});
