import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { estimateInputs } from '#app/flows/estimate-inputs.ts';
import { findRemediations } from '#app/flows/find-remediations.ts';
import { proveEdit } from '#app/flows/prove-edits.ts';
import { readInputs } from '#app/flows/read-inputs.ts';
import { applyEdits } from '#app/remediation/code-edit.ts';
import { requestsAboveLimits } from '#app/remediation/requests-above-limits.ts';
import { estimateDeps, inputRequest } from './support.ts';

const deployment = (requests: string, limits: string): string =>
  `# keep\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: app\n          image: a\n          resources:\n            requests: ${requests} # why\n            limits: ${limits}\n`;

function edited(text: string): string {
  return applyEdits(
    text,
    requestsAboveLimits(text, 'web.yaml').map((each) => each.edit),
  );
}

describe('a request above its limit', () => {
  it('becomes the limit, and every other byte stays', () => {
    const text = deployment('{ cpu: "4", memory: 1Gi }', '{ cpu: 500m, memory: 2Gi }');
    expect(edited(text)).toBe(text.replace('"4"', '500m'));
  });

  it('is found in every document and container, by amount and not by text', () => {
    const text = `${deployment('{ cpu: 1000m }', '{ cpu: 1 }')}---\n${deployment('{ memory: 2048Mi }', '{ memory: 1G }')}`;
    expect(requestsAboveLimits(text, 'a.yaml').map((each) => [each.request, each.limit, each.edit.line])).toEqual([
      ['2048Mi', '1G', 28],
    ]);
  });

  it.each([
    ['below the limit', deployment('{ cpu: 100m }', '{ cpu: 1 }')],
    ['of a template', `${deployment('{ cpu: 4 }', '{ cpu: 1 }')}{{ end }}\n`],
    ['behind an anchor', deployment('{ cpu: &a 4 }', '{ cpu: 1 }')],
    ['that is no quantity', deployment('{ cpu: four }', '{ cpu: 1 }')],
    ['in broken YAML', `${deployment('{ cpu: 4 }', '{ cpu: 1 }')}\t: [`],
  ])('is left alone %s', (_, text) => {
    expect(requestsAboveLimits(text, 'a.yaml')).toEqual([]);
  });

  it('is a finding with its saving, and its edit is proven', () => {
    const text = deployment('{ cpu: 4, memory: 1Gi }', '{ cpu: 1, memory: 2Gi }');
    const request = inputRequest({ 'web.yaml': text });
    const deps = estimateDeps();
    const inputs = readInputs(request);
    const found = { request, inputs, estimate: estimateInputs(inputs, deps), settings: DEFAULT_CONFIG.remediation };
    const [code, ...others] = findRemediations(found, deps).findings;
    expect(others).toEqual([]);
    expect(code?.finding).toMatchObject({ lane: 'code', remedy: 'requests-above-limits' });
    const savings = code?.finding.savings;
    // Two replicas, three cores less each, at OpenCost's default of $0.031611 a core and hour: 6 × 0.031611 × 730.
    const expected = savings?.state === 'known' ? savings.savings.expected.amount.toNumber() : 0;
    expect(expected).toBeCloseTo(138.46, 2);
    const proof = code ? proveEdit(found, code, deps) : null;
    expect(proof).toMatchObject({ kind: 'proven' });
    if (proof?.kind === 'proven') expect(proof.files.get('web.yaml')).toBe(text.replace('cpu: 4', 'cpu: 1'));
  });
});
