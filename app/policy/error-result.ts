import type { FinopsError } from '#app/errors.ts';
import type { PolicyResult } from './result.ts';

/** What could not be judged, as a result that never allows. */
export function errorResult(error: FinopsError, id: string): PolicyResult {
  return {
    id,
    pack: id.split('/')[0] ?? 'gate',
    severity: 'critical',
    level: 'hard',
    outcome: 'error',
    message: error.message,
    resource: null,
    file: error.place?.file ?? null,
    line: error.place?.line ?? null,
    docs: null,
    fix: error.remedy ?? null,
    overrideDigest: null,
  };
}
