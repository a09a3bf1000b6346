import { setFlagsFromString } from 'node:v8';

/** About two thousand resources: from there on what is compiled twice is faster in all. */
const LARGE_INPUT = 2_000_000;

/**
 * Whether V8 compiles the busy functions of WASM once more, with its optimizing compiler. Over a small input that takes
 * most of the engine's CPU (20 custom policies over 100 resources: 4.8 s with it, 1.7 s without); over 10,000 resources
 * it saves a third. The flags hold for the whole process; threads that differ in opinion differ in speed alone.
 */
export function tierWasmFor(inputLength: number): void {
  const prefix = inputLength < LARGE_INPUT ? '--no-' : '--';
  setFlagsFromString(`${prefix}wasm-tier-up`);
  setFlagsFromString(`${prefix}wasm-dynamic-tiering`);
}
