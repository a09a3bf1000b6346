/** Into which namespace whoever deploys manifests puts them. */
export interface NamespaceRule {
  readonly name: string;
  /** True: whatever the manifests state. False: only what states none. */
  readonly forced: boolean;
}

/** The namespace of an object that states `stated`; `default` where nobody says anything. */
export function namespaceOf(stated: string | undefined, rule: NamespaceRule | null | undefined): string {
  if (rule?.forced) return rule.name;
  return stated || rule?.name || 'default';
}
