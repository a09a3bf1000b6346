import type { AwsClients } from '#app/remediation/aws/clients.ts';
import { ACCOUNT, VOLUME } from './plan-builder.ts';

/** A cloud with one volume, for tests without moto; every call is noted. */
export interface FakeAws {
  readonly clients: AwsClients;
  readonly calls: string[];
  volume: { state: string; type: string; tags: Readonly<Record<string, string>> } | null;
  snapshots: { id: string; state: string; tags: Readonly<Record<string, string>> }[];
  account: string;
  /** Fails the call of this name, so often. */
  fail: { readonly call: string; times: number } | null;
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: {
    readonly Filters?: readonly { readonly Values?: readonly string[] }[];
    readonly TagSpecifications?: readonly { readonly Tags?: readonly { Key: string; Value: string }[] }[];
    readonly VolumeType?: string;
  };
}

export function fakeAws(): FakeAws {
  const fake: FakeAws = {
    calls: [],
    volume: { state: 'available', type: 'gp2', tags: VOLUME.tags },
    snapshots: [],
    account: ACCOUNT,
    fail: null,
    clients: {} as AwsClients,
  };
  const failure = (name: string): Error => Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: 400 } });

  async function send(command: Command): Promise<unknown> {
    const name = command.constructor.name.replace('Command', '');
    fake.calls.push(name);
    if (fake.fail?.call === name && fake.fail.times > 0) {
      fake.fail.times -= 1;
      throw failure('InternalError');
    }
    const answer = (values: object) => ({ $metadata: { requestId: `req-${fake.calls.length}` }, ...values });
    switch (name) {
      case 'GetCallerIdentity':
        return answer({ Account: fake.account });
      case 'DescribeVolumes': {
        if (!fake.volume) throw failure('InvalidVolume.NotFound');
        const { state, type, tags } = fake.volume;
        const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        const CreateTime = new Date(VOLUME.createdAt ?? 0);
        return answer({ Volumes: [{ State: state, VolumeType: type, Size: 100, Iops: 300, Tags, CreateTime }] });
      }
      case 'CreateSnapshot': {
        const tags = command.input.TagSpecifications?.[0]?.Tags ?? [];
        const id = `snap-${fake.snapshots.length + 1}`;
        fake.snapshots.push({
          id,
          state: 'pending',
          tags: Object.fromEntries(tags.map((each) => [each.Key, each.Value])),
        });
        return answer({ SnapshotId: id });
      }
      case 'DescribeSnapshots': {
        const key = command.input.Filters?.[0]?.Values?.[0];
        const found = fake.snapshots.filter((each) => key === undefined || each.tags['finops:plan'] === key);
        const Snapshots = found.map((each) => ({
          SnapshotId: each.id,
          State: each.state,
          VolumeId: 'vol-0123456789abcdef0',
        }));
        // What is asked for once more is complete.
        for (const each of found) if (each.state === 'pending' && key === undefined) each.state = 'completed';
        return answer({ Snapshots });
      }
      case 'ModifyVolume':
        if (fake.volume) fake.volume.type = command.input.VolumeType ?? '';
        return answer({});
      case 'DeleteVolume':
        fake.volume = null;
        return answer({});
      default:
        return answer({});
    }
  }

  const client = { send } as unknown;
  Object.assign(fake.clients, {
    region: 'us-east-1',
    ec2: client,
    rds: client,
    logs: client,
    sts: client,
    cloudWatch: client,
  });
  return fake;
}
