/** Where viewers are: usage key, and how the pricing page calls the place. */
export const viewerPlaces: readonly (readonly [string, string])[] = [
  ['us', 'US, Mexico, Canada'],
  ['europe', 'Europe, Israel'],
  ['south_africa', 'South Africa, Kenya, Middle East'],
  ['south_america', 'South America'],
  ['japan', 'Japan'],
  ['australia', 'Australia, New Zealand'],
  ['asia_pacific', 'Hong Kong, Philippines, Asia Pacific'],
  ['india', 'India'],
];

/** Regions that an origin shield may stand in: usage key, and what stands before the region in a report. */
export const shieldPlaces: Readonly<Record<string, readonly [string, string]>> = {
  'us-west-2': ['us', 'US'],
  'us-east-1': ['us', 'US'],
  'us-east-2': ['us', 'US'],
  'eu-central-1': ['europe', 'Europe'],
  'eu-west-1': ['europe', 'Europe'],
  'eu-west-2': ['europe', 'Europe'],
  'sa-east-1': ['south_america', 'South America'],
  'ap-northeast-1': ['japan', 'Japan'],
  'ap-southeast-2': ['australia', 'Australia'],
  'ap-southeast-1': ['singapore', 'Singapore'],
  'ap-northeast-2': ['south_korea', 'South Korea'],
  'ap-south-1': ['india', 'India'],
};
