import { describe, expect, it } from 'vitest';
import { effectiveTags } from '#app/terraform/effective-tags.ts';
import { type Attributes, UNKNOWN } from '#app/terraform/resource.ts';

const of = (type: string, attributes: Attributes) => effectiveTags({ type, attributes }, { team: 'all', org: 'o' });

/** As the provider's pages have it: hashicorp.com/blog/default-tags-in-the-terraform-aws-provider, `default_labels`. */
describe('the tags that the cloud will see', () => {
  it('are the defaults of the provider under those of the resource', () => {
    expect(of('aws_instance', { tags: { team: 'web' } })?.values).toEqual({ team: 'web', org: 'o' });
    expect(of('google_compute_instance', { labels: { team: 'web' } })?.values).toEqual({ team: 'web', org: 'o' });
  });

  it('of an Auto Scaling group are those of its blocks, never the defaults', () => {
    const tag = [{ key: 'team', value: 'web', propagate_at_launch: true }];
    expect(of('aws_autoscaling_group', { tag })?.values).toEqual({ team: 'web' });
    expect(of('aws_autoscaling_group', {})).toBeNull();
    expect(of('aws_autoscaling_group', { tag: [...tag, { key: 'env', value: UNKNOWN }] })).toEqual({
      values: { team: 'web' },
      unknownKeys: ['env'],
      incomplete: false,
    });
    expect(of('aws_autoscaling_group', { tag: UNKNOWN })?.incomplete).toBe(true);
    expect(of('aws_autoscaling_group', { tag: [{ key: UNKNOWN, value: 'x' }] })?.incomplete).toBe(true);
  });

  it('of Google stand in a block where the type has them there, and get defaults only as `labels`', () => {
    const settings = [{ tier: 'db-f1-micro', user_labels: { team: 'web' } }];
    expect(of('google_sql_database_instance', { settings })?.values).toEqual({ team: 'web' });
    expect(of('google_sql_database_instance', { settings: UNKNOWN })?.incomplete).toBe(true);
    expect(of('google_container_cluster', { resource_labels: { team: 'web' } })?.values).toEqual({ team: 'web' });
    const metadata = [{ labels: { team: 'web' } }];
    expect(of('google_cloud_run_service', { metadata })?.values).toEqual({ team: 'web', org: 'o' });
  });
});
