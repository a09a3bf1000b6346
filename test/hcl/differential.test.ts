import { describe, expect, it } from 'vitest';
import { compareExpression, compareFile, expressionsOf } from './compare.ts';
import { readCorpus, SYNTAX_SAMPLES } from './corpus.ts';
import { generateFile, mutate, seededRandom } from './fuzz.ts';

/** How long the random part may take here; `npm run fuzz` takes as long as it is told. */
const FUZZ_MS = 12_000;
/** The share of random inputs on which the reference may be of another opinion (see facts/hcl.md, section 4). */
const MAX_RANDOM_DIFFERENCES = 1 / 1000;

describe('our parser against the reference parser', () => {
  const corpus = [
    ...readCorpus().map(({ path, text }) => ({ path, text })),
    ...SYNTAX_SAMPLES.map((text, i) => ({ path: `sample ${i}`, text })),
  ];

  it('reads whole files alike', async () => {
    const differences: string[] = [];
    for (const { path, text } of corpus) {
      const difference = await compareFile(text);
      if (difference) differences.push(`${path}: ${difference.slice(0, 500)}`);
    }
    console.log(`differential: ${corpus.length} files, ${differences.length} differences`);
    expect(differences).toEqual([]);
  });

  it('reads every expression alike', async () => {
    const seen = new Set<string>();
    const differences: string[] = [];
    for (const { text } of corpus)
      for (const one of expressionsOf(text)) {
        if (seen.has(one.source)) continue;
        seen.add(one.source);
        const difference = await compareExpression(one);
        if (difference) differences.push(difference.slice(0, 500));
      }
    console.log(`differential: ${seen.size} expressions, ${differences.length} differences`);
    expect(differences).toEqual([]);
  });

  it('reads mutated and generated texts alike, as long as time allows', async () => {
    const random = seededRandom(20_261_125);
    const bases = [...SYNTAX_SAMPLES, ...corpus.map(({ text }) => text).filter((text) => text.length < 3000)];
    const differences: string[] = [];
    const end = performance.now() + FUZZ_MS;
    let count = 0;
    for (; performance.now() < end; count++) {
      const text = count % 3 === 0 ? generateFile(random) : mutate(bases[random(bases.length)]!, random);
      const difference = await compareFile(text);
      if (difference) differences.push(`${JSON.stringify(text)}: ${difference.slice(0, 300)}`);
    }
    console.log(`differential: ${count} random texts, ${differences.length} differences`);
    if (differences.length > 0) console.log(differences.slice(0, 10).join('\n'));
    expect(differences.length).toBeLessThanOrEqual(Math.ceil(count * MAX_RANDOM_DIFFERENCES));
  });
});
