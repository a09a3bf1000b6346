import type { Notice } from './notice.ts';

/** One message as it leaves: over HTTP, or as a file. */
export type Message =
  | {
      readonly kind: 'post';
      /** Holds a secret: it is neither logged nor printed. */
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Statuses that mean that it arrived. */
      readonly accepts: readonly number[];
    }
  | { readonly kind: 'file'; readonly name: string; readonly body: string };

/** What a route of the configuration says to a channel: the secrets by name, everything else as written. */
export interface ChannelSettings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

/** One channel. It only writes: sending is left to whoever has the network. */
export interface Notifier {
  /** As `kind` in the configuration names it. */
  readonly kind: string;
  /** Names of the secrets that it needs, each with the variable of the environment that holds it by default. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The page that the format follows, and the day it was read. */
  readonly source: string;
  /** The message of a notice. @throws ConfigError when a secret is not what it should be. */
  readonly write: (notice: Notice, settings: ChannelSettings) => Message;
}
