import { join } from 'node:path';
import { openCatalogue } from '#app/catalog/registry.ts';
import { DEFAULT_CONFIG } from '#app/config/finops-config.ts';
import { NO_USAGE } from '#app/estimate/usage.ts';
import { type EstimateInputsDeps, estimateInputs } from '#app/flows/estimate-inputs.ts';
import { type CodeFindings, findRemediations } from '#app/flows/find-remediations.ts';
import { priceManifests } from '#app/flows/price-manifests.ts';
import { type InputRequest, readInputs } from '#app/flows/read-inputs.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import type { RemediationSettings } from '#app/remediation/settings.ts';
import { memoryTree } from '#app/source/tree.ts';
import { repositoryRoot } from '#test/support/shared.ts';

export type Files = Readonly<Record<string, string>>;

/** The embedded book, the whole catalogue, dollars. */
export function estimateDeps(): EstimateInputsDeps {
  const deps = {
    catalogue: openCatalogue(),
    book: readPriceBook(join(repositoryRoot, 'dist/prices')),
    currency: 'USD',
    convert: <T>(amount: T): T => amount,
    usage: NO_USAGE,
    now: new Date('2026-11-26T12:00:00Z'),
  } as const;
  return { ...deps, ...priceManifests({ config: {}, basis: null, openCost: null, deps }) };
}

export function inputRequest(files: Files, more: Partial<InputRequest> = {}): InputRequest {
  return {
    tree: memoryTree(new Map(Object.entries(files))),
    paths: [''],
    documents: [],
    projects: null,
    varFiles: [],
    vars: [],
    environment: {},
    workspace: null,
    nameFrom: '',
    ...more,
  };
}

/** What is found in the files, in us-east-1. */
export function findIn(
  files: Files,
  more: { readonly settings?: Partial<RemediationSettings>; readonly request?: Partial<InputRequest> } = {},
): CodeFindings {
  const request = inputRequest(
    { ...files, 'provider.tf': 'provider "aws" {\n  region = "us-east-1"\n}\n' },
    more.request,
  );
  const deps = estimateDeps();
  const inputs = readInputs(request);
  const settings = { ...DEFAULT_CONFIG.remediation, ...more.settings };
  return findRemediations({ request, inputs, settings, estimate: estimateInputs(inputs, deps) }, deps);
}
