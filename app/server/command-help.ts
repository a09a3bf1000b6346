/** What `/finops help` answers. */
export const HELP = `**Commands**, each on a line of its own in a new comment:

| command | does | who may |
|---|---|---|
| \`/finops recheck\` | judges the pull request again | the author, or who can write here |
| \`/finops override RULE@DIGEST reason\` | lets a soft policy pass for exactly this cost; the digest stands in the cost comment | who the configuration or CODEOWNERS names, but not the author and not who pushed last |
| \`/finops usage ADDRESS key=value …\` | estimates with this usage; it counts for the gate only from who may override | who can write here |
| \`/finops explain ADDRESS\` | lists what a resource is charged for, and where each figure comes from | the author, or who can write here |

An approving review that holds the override line counts as well. An edited comment never does.`;
