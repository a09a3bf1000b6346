import { remember } from '../remember.ts';

/** A region in Azure's own spelling. */
export interface AzureRegion {
  readonly id: string;
  readonly name: string;
}

/** https://learn.microsoft.com/azure/reliability/regions-list (read 2026-11-26); China and US Gov of their own pages. */
const REGION_NAMES =
  'Australia Central,Australia Central 2,Australia East,Australia Southeast,Austria East,Belgium Central,Brazil South,' +
  'Brazil Southeast,Canada Central,Canada East,Central India,Central US,Chile Central,China East,China East 2,China East 3,' +
  'China North,China North 2,China North 3,Denmark East,East Asia,East US,East US 2,East US 3,France Central,France South,' +
  'Germany North,Germany West Central,Global,Indonesia Central,Israel Central,Italy North,Japan East,Japan West,' +
  'Jio India Central,Jio India West,Korea Central,Korea South,Malaysia West,Mexico Central,New Zealand North,' +
  'North Central US,North Europe,Norway East,Norway West,Poland Central,Qatar Central,South Africa North,' +
  'South Africa West,South Central US,South India,Southeast Asia,Spain Central,Sweden Central,Sweden South,' +
  'Switzerland North,Switzerland West,UAE Central,UAE North,UK South,UK West,USDoD Central,USDoD East,USGov Arizona,' +
  'USGov Iowa,USGov Texas,USGov Virginia,West Central US,West Europe,West India,West US,West US 2,West US 3';

const REGIONS = new Map(
  REGION_NAMES.split(',').map((name) => {
    const id = name.toLowerCase().replaceAll(' ', '');
    return [id, { id, name }];
  }),
);

/** What meters call a country or part of the world, and what regions are called there. */
const PLACES: Readonly<Record<string, string>> = {
  ae: 'uae',
  ap: 'asia',
  at: 'austria',
  au: 'australia',
  be: 'belgium',
  br: 'brazil',
  ca: 'canada',
  cl: 'chile',
  cn: 'china',
  de: 'germany',
  es: 'spain',
  eu: 'europe',
  fr: 'france',
  id: 'indonesia',
  il: 'israel',
  in: 'india',
  it: 'italy',
  ja: 'japan',
  jp: 'japan',
  kr: 'korea',
  mx: 'mexico',
  my: 'malaysia',
  no: 'norway',
  nz: 'newzealand',
  pl: 'poland',
  qa: 'qatar',
  se: 'sweden',
  uk: 'uk',
  us: 'us',
  za: 'southafrica',
};

/**
 * The region that a resource location names: `EastUS`, `East US`, `US East` and `us_east` are one. Null where it names
 * none (`Unassigned`, `Zone 1`); what looks like a region that is not known stays as it is written.
 */
export const azureRegion: (location: string) => AzureRegion | null = remember((location) => {
  const key = location.toLowerCase().replace(/[\s_-]/g, '');
  if (key === '' || NO_REGION.test(key)) return null;
  const known = REGIONS.get(key) ?? REGIONS.get(turned(location)) ?? REGIONS.get(turned(key));
  return known ?? { id: key, name: location.trim() };
});

const NO_REGION = /^(?:unassigned|unknown|notapplicable|na|null|allregions|intercontinental|zone\d.*)$/;
const PLACE_FIRST =
  /^([a-z]+?)[\s_-]*(northcentral|southcentral|westcentral|north|south|east|west|central|southeast)[\s_-]*(\d?)$/;

/** `US East 2` → `eastus2`; `AU East` → `australiaeast`, for countries whose regions are not called the other way round. */
function turned(location: string): string {
  const [, place = '', compass = '', number = ''] =
    PLACE_FIRST.exec(location.toLowerCase().replace(/(north|south|west) (?=central)/, '$1')) ?? [];
  const full = PLACES[place] ?? place;
  return ['us', 'europe', 'asia', 'india'].includes(full) ? `${compass}${full}${number}` : `${full}${compass}${number}`;
}
