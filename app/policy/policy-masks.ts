import { z } from 'zod';
import { PolicyError } from '#app/errors.ts';
import { askEngine, type ToolingDeps } from './ask-engine.ts';
import { CUSTOM_BUILTINS } from './capabilities.ts';
import { type DecisionEvent, decisionLine } from './decision-log.ts';
import { addressMasks } from './mask-addresses.ts';
import { type Mask, maskDecision } from './mask-decision.ts';

/** A Rego file whose rule `mask` says what a log must not hold. */
export interface MaskFile {
  readonly path: string;
  readonly text: string;
}

const PACKAGE = /^[ \t]*package[ \t]+system\.log[ \t]*(?:#.*)?$/m;

/** Whether a file is a mask of the decision log and no policy. */
export function isMaskFile(text: string): boolean {
  return PACKAGE.test(text);
}

const Masks = z.array(
  z.union([
    z.string().transform((path): Mask => ({ op: 'remove', path })),
    z.object({ op: z.literal('remove'), path: z.string() }),
    z.object({ op: z.literal('upsert'), path: z.string(), value: z.unknown() }),
  ]),
);

/**
 * The event as a line for the log: without what `data.system.log.mask` of the mask files names (pointers, or objects
 * `{op: remove|upsert, path, value}`), and without e-mail addresses.
 * @throws PolicyError when a mask cannot be evaluated: then nothing may be written.
 */
export async function loggedDecision(
  event: DecisionEvent,
  { masks, deps }: { readonly masks: readonly MaskFile[]; readonly deps: ToolingDeps },
): Promise<string> {
  const asked = masks.length === 0 ? [] : await askMasks(event, { masks, deps });
  const masked = maskDecision(event, asked);
  return decisionLine(maskDecision(masked, addressMasks(masked)));
}

async function askMasks(
  event: DecisionEvent,
  { masks, deps }: { readonly masks: readonly MaskFile[]; readonly deps: ToolingDeps },
): Promise<readonly Mask[]> {
  const { value } = await askEngine(
    {
      op: 'eval',
      modules: Object.fromEntries(masks.map(({ path, text }) => [path, text])),
      builtins: CUSTOM_BUILTINS,
      query: 'data.system.log.mask',
      input: event,
      strictBuiltinErrors: true,
    },
    deps,
  );
  const parsed = Masks.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PolicyError('data.system.log.mask is no set of JSON pointers', {
    place: { file: masks[0]?.path ?? '' },
    remedy: 'write "mask contains \\"/input/pullRequest/author\\""',
    cause: parsed.error,
  });
}
