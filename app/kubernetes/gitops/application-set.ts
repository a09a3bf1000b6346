import { at, listAt, textAt } from '../manifest-value.ts';
import { applicationDeployments } from './argo-application.ts';
import { type Deployment, type DeploymentContext, leaveOut } from './deployment.ts';
import { filledIn } from './fill-template.ts';
import { generatedParameters } from './generators.ts';
import type { GitContents } from './git-parameters.ts';

/** More applications than a set is expanded to. */
const MAX_APPLICATIONS = 200;

/**
 * What the Applications of an ApplicationSet deploy out of this repository: those that its generators make of lists and
 * of this repository; whatever else generates them is said and left out.
 */
export function applicationSetDeployments(context: DeploymentContext, contents: GitContents): readonly Deployment[] {
  const { value } = context.object;
  const template = at(value, 'spec.template') ?? null;
  const parameters = listAt(value, 'spec.generators').flatMap((generator) =>
    generatedParameters(generator, { contents, context, most: MAX_APPLICATIONS }),
  );
  if (parameters.length > MAX_APPLICATIONS)
    leaveOut(`only its first ${MAX_APPLICATIONS} applications are followed`, context);
  return parameters.slice(0, MAX_APPLICATIONS).flatMap((each) => {
    const filled = filledIn(template, each);
    return applicationDeployments(at(filled, 'spec'), textAt(filled, 'metadata.name') ?? context.object.name, context);
  });
}
