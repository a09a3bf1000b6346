import { describe, expect, it } from 'vitest';
import { renderDiagnostic, toDiagnostic } from '#app/hcl/diagnostic.ts';
import { parseExpressionText, parseHcl, parseTemplateText } from '#app/hcl/parse.ts';
import { lineAt, positionAt } from '#app/hcl/source-text.ts';

const MODULE = `# first
resource "aws_instance" "web" { // second
  ami  = "x"
  tags = { a = 1 }
  ebs {
    size = 8 /* third */
  }
}
locals { one = 1 }
`;

describe('the tree', () => {
  it('keeps the order of attributes and blocks, labels, and the place of every node', () => {
    const { body, source, comments, diagnostics } = parseHcl(MODULE, 'main.tf');
    expect(diagnostics).toEqual([]);
    const [web, locals] = body.blocks;
    expect(web?.labels.map(({ text }) => text)).toEqual(['aws_instance', 'web']);
    expect(web?.body.items.map((item) => (item.kind === 'block' ? item.type : item.name))).toEqual([
      'ami',
      'tags',
      'ebs',
    ]);
    const size = web?.body.blocks[0]?.body.attributes[0];
    expect(source.text.slice(size?.start, size?.end)).toBe('size = 8');
    expect(source.text.slice(size?.expression.start, size?.expression.end)).toBe('8');
    expect(source.text.slice(web?.labels[1]?.start, web?.labels[1]?.end)).toBe('"web"');
    expect(source.text.slice(web?.open, (web?.close ?? 0) + 1)).toMatch(/^\{.*\}$/s);
    expect(lineAt(source, locals?.start ?? 0)).toBe(9);
    expect(comments.map(({ start, end }) => source.text.slice(start, end))).toEqual([
      '# first',
      '// second',
      '/* third */',
    ]);
  });

  it('reads a file with a byte order mark and Windows line ends', () => {
    const { body, diagnostics } = parseHcl('\ufeffa = 1\r\nb {\r\n  c = <<E\r\nx\r\nE\r\n}\r\n', 'main.tf');
    expect(diagnostics).toEqual([]);
    expect(body.items).toHaveLength(2);
  });
});

describe('diagnostics', () => {
  it('reports several errors of a file and keeps what is right between them', () => {
    const text = 'a = \nb = [1 2]\nresource "x" "y" {\n  c = )\n  d = 2\n}\ne = 3\n';
    const { body, diagnostics, source } = parseHcl(text, 'main.tf');
    expect(diagnostics.map(({ span }) => positionAt(source, span.start).line)).toEqual([1, 2, 4]);
    expect(body.blocks[0]?.body.attributes.map(({ name }) => name)).toEqual(['d']);
    expect(body.attributes.map(({ name }) => name)).toEqual(['e']);
  });

  it('counts columns in grapheme clusters', () => {
    // é as e + U+0301, a flag of two code points, a family of seven: one column each.
    const text = 'a = "e\u0301🇩🇪👨‍👩‍👧‍👦" )\n';
    const { diagnostics, source } = parseHcl(text, 'main.tf');
    expect(toDiagnostic(diagnostics[0]!, source).place).toEqual({ file: 'main.tf', line: 1, column: 11 });
  });

  it('draws a caret under the place', () => {
    const { diagnostics, source } = parseHcl('x = 1\ny = 2 3\n', 'main.tf');
    expect(renderDiagnostic(diagnostics[0]!, source)).toBe(
      'main.tf:2:7: error: Missing newline after argument\n2 | y = 2 3\n          ^',
    );
  });

  it.each([
    ['a = 1\na = 2\n', 'Attribute redefined'],
    ['a {', 'Unclosed configuration block'],
    ['a = "x\n"', 'Invalid multi-line string'],
    ['a = <<E\nx\n', 'Unterminated heredoc'],
    ['a = "\\q"\n', 'Invalid escape sequence'],
    ['a "${b}" {}\n', 'template sequences are not allowed in a label'],
    ['a = "%{ if b }x"\n', "Unclosed 'if' directive"],
    ['a = "%{ endfor }"\n', 'Unexpected template directive'],
    ['a = b ? c\n', 'Missing false expression'],
    ['a = [for x in y x]\n', '":" after the collection'],
    ['a { b = 1, c = 2 }\n', 'Invalid single-argument block'],
    ['a = 1.2.3\n', 'Invalid number literal'],
    ['a = b.0.1.x...\n', 'Invalid legacy index'],
    ['/* a', 'Unterminated comment'],
  ])('%j: %s', (text, message) => {
    expect(parseHcl(text, 'main.tf').diagnostics[0]?.message).toContain(message);
  });

  it('reports an expression and a template that do not fill their text', () => {
    expect(parseExpressionText('a b', 'x').diagnostics[0]?.message).toContain('Extra characters');
    expect(parseTemplateText('${a', 'x').expression).toBeNull();
  });
});
