/** Names of regions as Azure writes them, where putting words apart does not give them (https://learn.microsoft.com/azure/reliability/regions-list). */
const NAMES: Readonly<Record<string, string>> = {
  uksouth: 'UK South',
  ukwest: 'UK West',
  uaenorth: 'UAE North',
  uaecentral: 'UAE Central',
  eastasia: 'East Asia',
  southeastasia: 'Southeast Asia',
  northeurope: 'North Europe',
  westeurope: 'West Europe',
  usgovvirginia: 'US Gov Virginia',
  usgovarizona: 'US Gov Arizona',
  usgovtexas: 'US Gov Texas',
  jioindiawest: 'Jio India West',
  jioindiacentral: 'Jio India Central',
};

/** The words of a region's code, countries before points of the compass (`southafrica` before `south`). */
const WORDS =
  /australia|austria|belgium|brazil|canada|chile|china|denmark|france|germany|india|indonesia|israel|italy|japan|korea|malaysia|mexico|newzealand|norway|poland|qatar|southafrica|spain|sweden|switzerland|taiwan|us|north|south|east|west|central|\d+/g;

const SPELLED: Readonly<Record<string, string>> = { us: 'US', newzealand: 'New Zealand', southafrica: 'South Africa' };

/** `westus2` is `West US 2`, `germanywestcentral` is `Germany West Central`; an unknown code stays as it is. */
export function locationName(location: string): string {
  const code = location.toLowerCase().replaceAll(' ', '');
  const words = code.match(WORDS) ?? [];
  if (NAMES[code] !== undefined || words.join('') !== code) return NAMES[code] ?? location;
  return words.map((word) => SPELLED[word] ?? word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}

/** Zone 2 to 4 of Azure's networks, Zone 1 elsewhere. https://azure.microsoft.com/pricing/details/bandwidth/ */
export function networkZone(region: string): 1 | 2 | 3 {
  if (/^(brazil|chile|mexico)/.test(region)) return 3;
  if (
    /^(australia|japan|korea|eastasia|southeastasia|indonesia|malaysia|newzealand|.*india|uae|southafrica|qatar|israel)/.test(
      region,
    )
  )
    return 2;
  return 1;
}
