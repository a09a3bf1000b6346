/**
 * Zones that an ordinary account sees, where they are not a, b and c; an account may have others in its older
 * regions. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html (2026-08-21).
 */
const AWS_LETTERS: Readonly<Record<string, string>> = {
  'us-east-1': 'abcdef',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
  'cn-north-1': 'abd',
};

/** Names of the zones of an AWS region; null for what is no region. */
export function availabilityZones(region: string): readonly string[] | null {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return null;
  return [...(AWS_LETTERS[region] ?? 'abc')].map((letter) => `${region}${letter}`);
}

/** https://cloud.google.com/compute/docs/regions-zones (read 2026-08-21): those that are not a, b and c. */
const GOOGLE_LETTERS: Readonly<Record<string, string>> = {
  'us-central1': 'abcf',
  'us-east1': 'bcd',
  'europe-west1': 'bcd',
};

/** Names of the zones of a Google Cloud region; null for what is no region. */
export function googleZones(region: string): readonly string[] | null {
  if (!/^[a-z]+-[a-z]+\d+$/.test(region)) return null;
  return [...(GOOGLE_LETTERS[region] ?? 'abc')].map((letter) => `${region}-${letter}`);
}
