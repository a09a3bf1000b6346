/**
 * Cases of `data/hcl/tables.json` that do not hold here, each with why. Reviewed by hand: a case leaves the list when
 * it holds, and the test fails when the list names a case that does.
 */

const EPHEMERAL =
  'ephemeral marks do not exist here: no ephemeral value reaches an expression as anything but an unknown';
const GO_CALL = 'the case calls the Go function with an unconverted argument; in the language a call converts first';

/** Reason by table and numbers of its cases. `group` is the beginning of the table's group. */
export interface TableReason {
  readonly group: string;
  readonly test: string;
  readonly cases: readonly number[] | 'all';
  /** What differs, or why the table alone does not suffice to run the case. */
  readonly reason: string;
  readonly kind: 'differs' | 'not runnable';
}

export const TABLE_REASONS: readonly TableReason[] = [
  {
    group: 'hcl: parser',
    test: 'TestScanStringLit',
    cases: [27, 28],
    reason:
      'a live sequence within: the Go scanner is never given such a text, and as a template it refers to a variable',
    kind: 'differs',
  },
  { group: 'tofu: repl', test: 'TestFormatValue', cases: [32], reason: EPHEMERAL, kind: 'not runnable' },
  {
    group: 'hcl: hclsyntax exp',
    test: 'TestExpressionParseAndValue',
    cases: [208],
    reason: 'an unknown choice between two lists of one element is an unknown list here, not a list of one unknown',
    kind: 'differs',
  },
  {
    group: 'hcl: hclsyntax temp',
    test: 'TestTemplateExprParseAndValue',
    cases: [45],
    reason: 'the branch of a conditional directive that is not taken is not evaluated, so its marks do not spread',
    kind: 'differs',
  },
  {
    group: 'hcl: ops',
    test: 'TestIndex',
    cases: [7],
    reason: 'a sensitive key makes what it selects sensitive: the Go function forgets the mark for objects only',
    kind: 'differs',
  },
  {
    group: 'tofu: lang/functions_test',
    test: 'TestFunctions',
    cases: [18],
    reason: 'base64gzip: the bytes of deflate are those of zlib, not of Go',
    kind: 'differs',
  },
  {
    group: 'tofu: lang/functions_test',
    test: 'TestFunctions',
    cases: [96],
    reason: 'plantimestamp() is unknown without a plan',
    kind: 'differs',
  },
  {
    group: 'tofu: lang/funcs',
    test: 'TestAssumeEqual',
    cases: [13, 14, 17, 26],
    reason: 'the table does not tell kinds of marks apart; a mark of either value is kept here, to be safe',
    kind: 'not runnable',
  },
  {
    group: 'tofu: lang/funcs',
    test: 'TestBase64Gzip',
    cases: [0],
    reason: 'the bytes of deflate are those of zlib, not of Go',
    kind: 'differs',
  },
  {
    group: 'tofu: lang/funcs',
    test: 'TestEphemeralAsNullFunc',
    cases: [2, 6, 10, 13, 14, 16, 17, 18, 21, 22, 25, 26, 28, 29],
    reason: EPHEMERAL,
    kind: 'not runnable',
  },
  {
    group: 'tofu: lang/funcs',
    test: 'Test_templateMaxRecursionDepth',
    cases: [1, 2],
    reason: 'the depth is fixed at the default of 1024 and not read from the environment',
    kind: 'differs',
  },
  {
    group: 'tofu: lang/funcs',
    test: 'TestFileExists',
    cases: [4],
    reason: 'a file that cannot be read counts as one that is not there',
    kind: 'differs',
  },
  { group: 'tofu: lang/funcs', test: 'TestStrContains', cases: [4], reason: GO_CALL, kind: 'differs' },
  {
    group: 'tofu: lang eval',
    test: 'TestScopeEvalContext',
    cases: [20],
    reason: 'an ephemeral resource is opened at apply: its attributes are unknown here',
    kind: 'differs',
  },
  {
    group: 'tofu: lang eval',
    test: 'TestScopeEvalSelfBlock',
    cases: [0, 2],
    reason: 'path.cwd and path.root are `.`, not a directory of the machine that evaluates',
    kind: 'differs',
  },
  {
    group: 'tofu: lang eval',
    test: 'TestValidEphemeralReference',
    cases: 'all',
    reason: 'asks whether a block of a provider schema may hold ephemeral values; there are no schemas here',
    kind: 'not runnable',
  },
  {
    group: 'tofu: lang eval',
    test: 'TestCountCommandLineExcludeSuggestion',
    cases: 'all',
    reason: "tests the wording of OpenTofu's command line hints",
    kind: 'not runnable',
  },
  {
    group: 'tofu: lang eval',
    test: 'TestEvaluateForEachExpressionValueTuple',
    cases: 'all',
    reason: 'for_each is evaluated by app/terraform, with its own tests',
    kind: 'not runnable',
  },
  {
    group: 'tofu: lang eval',
    test: 'TestForEachCommandLineExcludeSuggestion',
    cases: 'all',
    reason: "tests the wording of OpenTofu's command line hints",
    kind: 'not runnable',
  },
  {
    group: 'go-cty: function',
    test: 'TestOr',
    cases: [4, 6],
    reason: 'cty leaves `true || unknown` open; the language decides it',
    kind: 'differs',
  },
  {
    group: 'go-cty: function',
    test: 'TestIndex',
    cases: [6],
    reason: 'an index of unknown type into a list is of unknown type, as the table of HCL itself has it',
    kind: 'differs',
  },
  {
    group: 'go-cty: function',
    test: 'TestLookup',
    cases: [3],
    reason: 'the known entry of a map with another unknown one is returned, as the table of OpenTofu has it',
    kind: 'differs',
  },
  {
    group: 'go-cty: function',
    test: 'TestZipMap',
    cases: [18],
    reason: 'an unknown empty tuple of values makes an unknown of any type, not of an empty object',
    kind: 'differs',
  },
  { group: 'go-cty: function', test: 'TestCSVDecode', cases: [6], reason: GO_CALL, kind: 'differs' },
  { group: 'go-cty: function', test: 'TestFormat', cases: [77], reason: GO_CALL, kind: 'differs' },
  {
    group: 'go-cty: function',
    test: 'TestLessThan',
    cases: [4],
    reason: 'an unknown number keeps no bounds: `1 < it` is unknown here',
    kind: 'differs',
  },
  {
    group: 'go-cty: convert',
    test: 'TestCompareTypes',
    cases: [40, 41],
    reason: 'the order in which the Go code tries types; what they unify to is another type',
    kind: 'differs',
  },
];
