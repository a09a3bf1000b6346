/** How much somebody is disturbed: `info` waits for whoever reads a digest, `warn` is a message, `critical` wakes. */
export type Severity = 'info' | 'warn' | 'critical';

/** What a notice is about. */
export type Topic = 'anomaly' | 'budget' | 'report' | 'remediation';

/** Something to be told. Its texts may come from a bill or a tag: whoever writes them to a channel escapes them. */
export interface Notice {
  /** The same for everything about one matter: a second notice updates or ends the first. */
  readonly key: string;
  readonly topic: Topic;
  readonly severity: Severity;
  /** `resolved`: the matter of the key is over. */
  readonly state: 'open' | 'resolved';
  /** An open matter of another revision is told again: it has grown. Left out, it is told once. */
  readonly revision?: string;
  readonly title: string;
  /** Short facts: service, account, expected, actual, impact, owner. */
  readonly fields: readonly { readonly name: string; readonly text: string }[];
  /** Longer text, one entry a line. */
  readonly lines: readonly string[];
  /** When it was seen, RFC 3339. */
  readonly at: string;
}
