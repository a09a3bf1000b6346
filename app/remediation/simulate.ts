import type { NewValue } from '#app/hcl/edit.ts';
import type { Attributes, AttributeValue, ResourceInstance, TerraformProject } from '#app/terraform/resource.ts';
import type { WantedChange } from './remedy.ts';

/** The project as it would be with some of its resources changed, by address: for estimates, before any file is edited. */
export function simulate(
  project: TerraformProject,
  changes: ReadonlyMap<string, readonly WantedChange[]>,
): TerraformProject {
  const resources = project.resources.map((resource) => {
    const wanted = changes.get(resource.address);
    return wanted ? changed(resource, wanted) : resource;
  });
  return { ...project, resources };
}

function changed(resource: ResourceInstance, wanted: readonly WantedChange[]): ResourceInstance {
  let attributes: AttributeValue = resource.attributes;
  for (const change of wanted)
    if (change.kind === 'set') attributes = withValue(attributes, change.attribute, change.value);
  return { ...resource, attributes: attributes as Attributes };
}

function withValue(
  holder: AttributeValue | undefined,
  path: readonly (string | number)[],
  value: NewValue,
): AttributeValue {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(holder)) {
    return (holder as readonly AttributeValue[]).map((item, at) => (at === step ? withValue(item, rest, value) : item));
  }
  const record = (typeof holder === 'object' && holder !== null ? holder : {}) as Attributes;
  const name = String(step);
  const next: Attributes = { ...record, [name]: withValue(record[name], rest, value) };
  return next;
}
