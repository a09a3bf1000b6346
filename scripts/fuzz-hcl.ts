/**
 * Compares our HCL parser with the reference parser on random texts for as long as it is told:
 * `node scripts/fuzz-hcl.ts [seconds] [seed]`. Ends with status 1 when more than one in a thousand differ.
 */
import { compareExpression, compareFile, expressionsOf } from '#test/hcl/compare.ts';
import { readCorpus, SYNTAX_SAMPLES } from '#test/hcl/corpus.ts';
import { generateFile, mutate, seededRandom } from '#test/hcl/fuzz.ts';

const seconds = Number(process.argv[2] ?? 120);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const corpus = readCorpus().map(({ text }) => text);
const bases = [...SYNTAX_SAMPLES, ...corpus.filter((text) => text.length < 6000)];

const end = performance.now() + seconds * 1000;
let texts = 0;
let expressions = 0;
let differences = 0;
for (; performance.now() < end; texts++) {
  const text = texts % 3 === 0 ? generateFile(random) : mutate(bases[random(bases.length)] ?? '', random);
  const problems = [await compareFile(text)];
  if (texts % 20 === 0 && problems[0] === null)
    for (const one of expressionsOf(text)) {
      expressions++;
      problems.push(await compareExpression(one));
    }
  for (const problem of problems) {
    if (problem === null) continue;
    differences++;
    console.log(`${JSON.stringify(text)}\n  ${problem.slice(0, 600)}`);
  }
}
console.log(`seed ${seed}: ${texts} texts, ${expressions} expressions, ${differences} differences`);
process.exit(differences > texts / 1000 ? 1 : 0);
