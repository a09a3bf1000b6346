import type { PackIndex, PackRule } from '#app/policy/pack-rule.ts';

/** The reference of the packs as Markdown, from their METADATA alone. */
export function policyReference(index: PackIndex): string {
  const packs = index.packs
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((pack) => {
      const rules = index.rules.filter((rule) => rule.pack === pack.name);
      return [
        `## ${pack.title} (\`${pack.name}\`)`,
        pack.description,
        rules.map((rule) => `- [\`${rule.id}\`](#${anchor(rule)}): ${rule.title}`).join('\n'),
        ...rules.map(section),
      ].join('\n\n');
    });
  return `${[HEAD, ...packs].join('\n\n')}\n`;
}

const HEAD = `# The policy packs

Generated from the METADATA in \`policies/\` by \`node scripts/build-policies.ts\`; do not edit.

A pack is on when \`policies.packs\` in \`finops.yml\` names it; \`coverage\` is always on. Its \`level\` (\`advisory\`,
\`soft\`, \`hard\`) is that of all its rules, \`rules: {<rule>: <level>}\` in the pack's block sets that of one, and \`off\`
turns one off. The other keys of the block are the thresholds that the rules below name.`;

function section(rule: PackRule): string {
  const level = rule.level === null ? '' : ` Level where the configuration states none: \`${rule.level}\`.`;
  return `### ${rule.id}

**${rule.title}.** ${rule.description}

Severity: ${rule.severity}.${level} Remedy: ${rule.fix}`;
}

/** As GitHub makes it from the heading. */
function anchor(rule: PackRule): string {
  return rule.id.replace('/', '');
}
