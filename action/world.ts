/** What the Action may use of the runner; handed in, so that a test can hand in another. */
export interface ActionWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  readonly getInput: (name: string) => string;
  readonly setOutput: (name: string, value: string) => void;
  readonly writeSummary: (markdown: string) => void;
  readonly annotate: (level: 'error' | 'warning', message: string, properties: AnnotationPlace) => void;
  readonly info: (message: string) => void;
  /** Where the embedded price book and the policies stand. */
  readonly home: string;
}

export interface AnnotationPlace {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
}
