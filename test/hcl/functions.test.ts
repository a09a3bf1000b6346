import { describe, expect, it } from 'vitest';
import { newBudget } from '#app/hcl/budget.ts';
import { encodeJson } from '#app/hcl/encode-json.ts';
import { evaluate } from '#app/hcl/evaluate.ts';
import { terraformFunctions } from '#app/hcl/functions/registry.ts';
import { parseExpressionText } from '#app/hcl/parse.ts';

const functions = terraformFunctions();

function run(text: string): string {
  const { expression } = parseExpressionText(text, 'x.tf');
  const { value, diagnostics } = evaluate(expression!, {
    lookup: () => undefined,
    functions,
    files: null,
    budget: newBudget(),
  });
  return diagnostics.length > 0 ? `error: ${diagnostics[0]!.message}` : encodeJson(value);
}

/** Examples of the pages under developer.hashicorp.com/terraform/language/functions (read 2026-11-25), as JSON. */
const EXAMPLES: readonly (readonly [string, string])[] = [
  ['abs(-12.4)', '12.4'],
  ['alltrue(["true", true])', 'true'],
  ['anytrue([])', 'false'],
  ['base64encode("Hello World")', '"SGVsbG8gV29ybGQ="'],
  ['ceil(5.1)', '6'],
  ['chunklist(["a", "b", "c", "d", "e"], 2)', '[["a","b"],["c","d"],["e"]]'],
  ['cidrhost("10.12.112.0/20", 16)', '"10.12.112.16"'],
  ['cidrhost("10.12.112.0/20", -1)', '"10.12.127.255"'],
  ['cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', '"fd00:fd12:3456:7890::22"'],
  ['cidrnetmask("172.16.0.0/12")', '"255.240.0.0"'],
  ['cidrsubnet("172.16.0.0/12", 4, 2)', '"172.18.0.0/16"'],
  ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', '"fd00:fd12:3456:7800:a200::/72"'],
  ['cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)', '["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"]'],
  ['coalesce("", "b")', '"b"'],
  ['coalesce(["", "b"]...)', '"b"'],
  ['coalescelist([], ["c", "d"])', '["c","d"]'],
  ['compact(["a", "", "b", null, "c"])', '["a","b","c"]'],
  ['concat(["a", ""], ["b", "c"])', '["a","","b","c"]'],
  ['csvdecode("a,b,c\\n1,2,3\\n4,5,6")', '[{"a":"1","b":"2","c":"3"},{"a":"4","b":"5","c":"6"}]'],
  ['distinct(["a", "b", "a", "c", "d", "b"])', '["a","b","c","d"]'],
  ['element(["a", "b", "c"], 3)', '"a"'],
  ['flatten([[["a", "b"], []], ["c"]])', '["a","b","c"]'],
  ['format("There are %d lights", 4)', '"There are 4 lights"'],
  ['format("%#v", { a = [1, "x"] })', '"{\\"a\\":[1,\\"x\\"]}"'],
  ['format("%05.1f|%-4s|%+d|%x|%q", 3.14159, "ab", 7, 255, "z")', '"003.1|ab  |+7|ff|\\"z\\""'],
  ['formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")', '"02 Jan 2018 23:12 UTC"'],
  ['formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00")', '"Tuesday, 02-Jan-18 23:12:01 -0800"'],
  ['formatlist("%s, %s!", "Salutations", ["Valentina", "Ander"])', '["Salutations, Valentina!","Salutations, Ander!"]'],
  ['indent(2, "[\\n  foo\\n]")', '"[\\n    foo\\n  ]"'],
  ['jsonencode({ hello = "<world>" })', '"{\\"hello\\":\\"\\\\u003cworld\\\\u003e\\"}"'],
  ['length("👾🕹️")', '2'],
  ['log(16, 2)', '4'],
  ['lookup({ a = "ay", b = "bee" }, "c", "what?")', '"what?"'],
  ['matchkeys(["i-123", "i-abc", "i-def"], ["us-west", "us-east", "us-east"], ["us-east"])', '["i-abc","i-def"]'],
  ['max([12, 54, 3]...)', '54'],
  ['merge({ a = "b", c = "d" }, { e = "f", c = "z" })', '{"a":"b","c":"z","e":"f"}'],
  ['parseint("-FF", 16)', '-255'],
  ['parseint("1011111011101111", 2)', '48879'],
  ['pow(3, 2)', '9'],
  ['range(1, 8, 2)', '[1,3,5,7]'],
  ['range(4, 1)', '[4,3,2]'],
  ['regex("(\\\\d\\\\d\\\\d\\\\d)-(\\\\d\\\\d)-(\\\\d\\\\d)", "2019-02-01")', '["2019","02","01"]'],
  [
    'regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")',
    '{"authority":"terraform.io","scheme":"https"}',
  ],
  ['length(regexall("[a-z]+", "1234abcd5678efgh9"))', '2'],
  ['replace("hello world", "/w.*d/", "everybody")', '"hello everybody"'],
  ['replace("1-2", "/(\\\\d)-(\\\\d)/", "$2-${"$"}{1}")', '"2-1"'],
  [
    'setproduct(["development", "staging"], ["app1", "app2"])',
    '[["development","app1"],["development","app2"],["staging","app1"],["staging","app2"]]',
  ],
  ['setsubtract(["a", "b", "c"], ["a", "c"])', '["b"]'],
  ['signum(-13)', '-1'],
  ['slice(["a", "b", "c", "d"], 1, 3)', '["b","c"]'],
  ['sort(["e", "d", "a", "x"])', '["a","d","e","x"]'],
  ['strrev("a ☃")', '"☃ a"'],
  ['substr("hello world", -5, -1)', '"world"'],
  ['substr("🤔🤷", 0, 1)', '"🤔"'],
  ['sum([10, 13, 6, 4.5])', '33.5'],
  ['textencodebase64("Hello World", "UTF-16LE")', '"SABlAGwAbABvACAAVwBvAHIAbABkAA=="'],
  ['textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")', '"Hello World"'],
  ['timeadd("2017-11-22T00:00:00Z", "10m")', '"2017-11-22T00:10:00Z"'],
  ['timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:00:00-01:00")', '0'],
  ['title("hello world")', '"Hello World"'],
  ['tonumber("no")', 'error: cannot convert string to number: a number is required'],
  ['transpose({ "a" = ["1", "2"], "b" = ["2", "3"] })', '{"1":["a"],"2":["a","b"],"3":["b"]}'],
  ['trim("?!hello?!", "!?")', '"hello"'],
  ['trimspace("  hello\\n\\n")', '"hello"'],
  ['try(null.x, "fallback")', '"fallback"'],
  ['urlencode("Hello World!")', '"Hello+World%21"'],
  ['uuidv5("dns", "www.terraform.io")', '"a5008fae-b28c-5ba5-96cd-82b4c53552d6"'],
  ['yamldecode("{a: 1, b: [x, true, null]}")', '{"a":1,"b":["x",true,null]}'],
  ['yamlencode({ "foo": [1, 2, 3], "bar": "baz" })', '"\\"bar\\": \\"baz\\"\\n\\"foo\\":\\n- 1\\n- 2\\n- 3\\n"'],
  [
    'yamlencode({ "foo": [1, { "a": "b", "c": "d" }, 3], "bar": "baz" })',
    '"\\"bar\\": \\"baz\\"\\n\\"foo\\":\\n- 1\\n- \\"a\\": \\"b\\"\\n  \\"c\\": \\"d\\"\\n- 3\\n"',
  ],
  ['zipmap(["a", "b"], [1, 2])', '{"a":1,"b":2}'],
  ['provider::terraform::encode_tfvars({ example = "Hello!", n = 1 })', '"example = \\"Hello!\\"\\nn       = 1\\n"'],
  ['provider::terraform::decode_tfvars("example = \\"Hello!\\"\\n")', '{"example":"Hello!"}'],
  ['provider::terraform::encode_expr("a$${b}")', '"\\"a$${b}\\""'],
  ['core::upper("x")', '"X"'],
  ['one([])', 'null'],
  ['cidrcontains("192.168.2.0/20", "192.168.2.1")', 'true'],
];

describe('the functions give what their documentation shows', () => {
  it.each(EXAMPLES)('%s', (text, wanted) => {
    expect(run(text)).toBe(wanted);
  });
});
