import { PolicyError } from '#app/errors.ts';
import type { RegoRule } from './engine-protocol.ts';

const VERDICT = /^(deny|violation|warn)(_\w+)?$/;
const OWN_PACKAGES = /^finops\.(packs|gate)(\.|$)/;

/** The file of tests that `finops policy test` runs; the gate leaves it out. */
export function isTestFile(path: string): boolean {
  return path.endsWith('_test.rego');
}

/** Whether a rule of that name counts for the verdict. */
export function isVerdictName(name: string): boolean {
  return VERDICT.test(name);
}

/** The rules whose members are findings, each once, in the order of files. */
export function verdictRules(rules: readonly RegoRule[]): readonly RegoRule[] {
  const seen = new Set<string>();
  return rules.filter((rule) => {
    const key = `${rule.package}.${rule.name}`;
    if (!VERDICT.test(rule.name) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Refuses what would decide nothing without saying so: a package outside `finops.<name>`, a package of ours, a
 * verdict that is no set, a module without a verdict that no other one uses.
 * @throws PolicyError with the place of the first.
 */
export function checkCustomRules(rules: readonly RegoRule[], modules: Readonly<Record<string, string>>): void {
  for (const rule of rules) {
    const place = { file: rule.file, line: rule.row };
    if (OWN_PACKAGES.test(rule.package)) {
      throw new PolicyError(`the package ${rule.package} is the tool's own`, {
        place: { file: rule.file, line: packageLine(modules[rule.file] ?? '') },
        remedy: 'name the package finops.<name>',
      });
    }
    if (!/^finops\.\w+/.test(rule.package)) {
      throw new PolicyError(`the package ${rule.package} is not read by the gate`, {
        place: { file: rule.file, line: packageLine(modules[rule.file] ?? '') },
        remedy: 'name the package finops.<name>',
      });
    }
    if (VERDICT.test(rule.name) && rule.kind !== 'set') {
      throw new PolicyError(`${rule.name} must be a set of findings, and is a ${rule.kind}`, {
        place,
        remedy: `write "${rule.name} contains msg if { … }"`,
      });
    }
  }
  for (const [file, text] of Object.entries(modules)) {
    const own = rules.filter((rule) => rule.file === file);
    const name = own[0]?.package ?? /^\s*package\s+(\S+)/m.exec(text)?.[1] ?? '';
    const used = Object.entries(modules).some(([other, each]) => other !== file && each.includes(`data.${name}`));
    const deciding = rules.some((rule) => rule.package === name && VERDICT.test(rule.name));
    if (!deciding && !used) {
      throw new PolicyError('the policy has no rule deny, violation or warn, and no other policy uses it', {
        place: { file, line: packageLine(text) },
        remedy: 'name the rule deny, violation or warn, or deny_<id>',
      });
    }
  }
}

function packageLine(text: string): number {
  return text.split('\n').findIndex((line) => /^\s*package\s/.test(line)) + 1 || 1;
}
