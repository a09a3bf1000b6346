import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot, sharedPath } from '#test/support/shared.ts';

const data = sharedPath('data/detection');

/**
 * Published: best default method of TCPDBench .706/.729 on these 17 series (binseg), no cuts .576/.662; on these 27 files
 * Numenta HTM 71.1, CAD OSE 69.9, random cut forest 52.8, windowed Gaussian 39.6. The floors lie a little below what we reach.
 */
describe('detection on public development data', () => {
  it.skipIf(data === null)(
    'is above the best published defaults in change points, and among the best in anomalies',
    () => {
      const text = execFileSync(process.execPath, [join(repositoryRoot, 'scripts/evaluate-detection.ts'), data ?? ''], {
        encoding: 'utf8',
      });
      const [, cover, f1] = /MEAN of 17 +cover ([\d.]+) +f1 ([\d.]+)/.exec(text) ?? [];
      expect(Number(cover)).toBeGreaterThanOrEqual(0.74);
      expect(Number(f1)).toBeGreaterThanOrEqual(0.77);
      const scores = [...text.matchAll(/standard +score ([\d.]+)/g)].map(([, score]) => Number(score));
      expect(scores).toHaveLength(2);
      // Best threshold of these files, as in the leaderboard, and our own.
      expect(scores[0]).toBeGreaterThanOrEqual(70);
      expect(scores[1]).toBeGreaterThanOrEqual(69);
    },
  );
});
