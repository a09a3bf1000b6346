import { effectiveTags } from './effective-tags.ts';
import { isRecord, type JsonRecord } from './json-record.ts';
import type { Attributes, ResourceInstance } from './resource.ts';

/** Whether a parsed JSON document is a state as Terraform keeps it: `terraform.tfstate`, format 4. */
export function isStateFile(document: unknown): document is JsonRecord {
  return isRecord(document) && document['version'] === 4 && Array.isArray(document['resources']);
}

/** The instances in a state file. Deposed objects are left out: something else has their address. */
export function instancesInState(document: JsonRecord): readonly ResourceInstance[] {
  const resources = Array.isArray(document['resources']) ? document['resources'] : [];
  return resources.flatMap((resource: unknown) => {
    if (!isRecord(resource) || !Array.isArray(resource['instances'])) return [];
    return resource['instances'].flatMap((instance: unknown) =>
      isRecord(instance) && instance['deposed'] === undefined ? [instanceOf(resource, instance)] : [],
    );
  });
}

function instanceOf(resource: JsonRecord, instance: JsonRecord): ResourceInstance {
  const type = String(resource['type']);
  const name = String(resource['name']);
  const module = typeof resource['module'] === 'string' ? resource['module'] : '';
  const mode = resource['mode'] === 'data' ? 'data' : 'managed';
  const key = instance['index_key'];
  const index = typeof key === 'string' || typeof key === 'number' ? key : null;
  const local = `${mode === 'data' ? 'data.' : ''}${type}.${name}${index === null ? '' : `[${JSON.stringify(index)}]`}`;
  const attributes = isRecord(instance['attributes']) ? (instance['attributes'] as Attributes) : {};
  const sensitive = Array.isArray(instance['sensitive_attributes']) ? instance['sensitive_attributes'] : [];
  return {
    address: module === '' ? local : `${module}.${local}`,
    mode,
    type,
    name,
    index,
    module,
    // provider["registry.terraform.io/hashicorp/aws"].west
    provider: /\/([^/"]+)"\]/.exec(String(resource['provider']))?.[1] ?? '',
    providerRegion: null,
    attributes,
    unknownReasons: {},
    sensitivePaths: sensitive.flatMap(pathOf),
    references: {},
    tags: effectiveTags({ type, attributes }, undefined),
    source: null,
  };
}

/** A path of steps `{type: "get_attr" | "index", value}`, as `list.0.name`. */
function pathOf(path: unknown): readonly string[] {
  if (!Array.isArray(path)) return [];
  const steps = path.map((step) => {
    const value = isRecord(step) ? step['value'] : undefined;
    return isRecord(value) ? String(value['value']) : String(value);
  });
  return [steps.join('.')];
}
