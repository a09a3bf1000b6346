/** What the thread of the jobs is started with. */
export interface JobThreadData {
  readonly options: import('#app/server/create-server.ts').ServerOptions;
  /** Where the price book and the policies stand. */
  readonly home: string;
  /** RFC 3339; the time for prices where it is frozen. The queue lives by the real clock. */
  readonly frozenNow: string | null;
}

/** What the thread tells the one that started it; it is told `wake` and `stop`. */
export type JobThreadMessage =
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'count'; readonly name: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'observe'; readonly name: string; readonly seconds: number };
