/** The part `remediation` of `.github/finops.yml`; its keys are described in docs/configuration.md. */
export interface RemediationSettings {
  readonly remedies?: readonly string[] | undefined;
  readonly ignore: readonly string[];
  readonly logRetentionDays: number;
  readonly planDays: number;
  readonly pullRequests: {
    readonly concurrent: number;
    readonly hourly: number;
    readonly labels: readonly string[];
    readonly assignCodeowners: boolean;
  };
  readonly execution: ExecutionSettings;
  readonly approvals: {
    readonly teams: readonly string[];
    readonly minimum: number;
    readonly destructive: number;
  };
}

/** The rails of what is executed. */
export interface ExecutionSettings {
  readonly enabled: boolean;
  readonly accounts: readonly string[];
  readonly production: readonly string[];
  readonly minimumAgeDays: number;
  readonly maxPlansADay: number;
  /** In the currency of the plan. */
  readonly maxMonthlySavings: number;
  readonly freeze: readonly { readonly from: string; readonly until: string; readonly reason: string }[];
}
