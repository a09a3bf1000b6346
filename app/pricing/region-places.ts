import type { PriceProvider } from './price.ts';

/**
 * Where regions are, in whole degrees of latitude and longitude: the city or state in the provider's own list of regions
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html,
 * https://learn.microsoft.com/azure/reliability/regions-list, https://cloud.google.com/compute/docs/regions-zones).
 * Good enough to say which region is nearest, and for nothing else.
 */
export const REGION_PLACES: Readonly<Record<PriceProvider, string>> = {
  aws: `
    af-south-1 -34 18, ap-east-1 22 114, ap-east-2 25 121, ap-northeast-1 36 140, ap-northeast-2 38 127,
    ap-northeast-3 35 135, ap-south-1 19 73, ap-south-2 17 78, ap-southeast-1 1 104, ap-southeast-2 -34 151,
    ap-southeast-3 -6 107, ap-southeast-4 -38 145, ap-southeast-5 3 102, ap-southeast-6 -37 175, ap-southeast-7 14 101,
    ca-central-1 45 -74, ca-west-1 51 -114, eu-central-1 50 9, eu-central-2 47 8, eu-north-1 59 18, eu-south-1 45 9,
    eu-south-2 42 -1, eu-west-1 53 -6, eu-west-2 52 0, eu-west-3 49 2, il-central-1 32 35, me-central-1 24 54,
    me-south-1 26 51, mx-central-1 21 -100, sa-east-1 -24 -47, us-east-1 39 -77, us-east-2 40 -83, us-west-1 37 -122,
    us-west-2 46 -120`,
  azure: `
    australiacentral -35 149, australiacentral2 -35 149, australiaeast -34 151, australiasoutheast -38 145,
    austriaeast 48 16, belgiumcentral 51 4, brazilsouth -24 -47, brazilsoutheast -23 -43, canadacentral 44 -79,
    canadaeast 47 -71, centralindia 19 74, centralus 42 -94, chilecentral -33 -71, eastasia 22 114, eastus 37 -79,
    eastus2 37 -78, francecentral 46 2, francesouth 44 2, germanynorth 53 9, germanywestcentral 50 9,
    indonesiacentral -6 107, israelcentral 32 35, italynorth 45 9, japaneast 36 140, japanwest 35 136,
    jioindiacentral 21 79, jioindiawest 22 70, koreacentral 38 127, koreasouth 35 129, malaysiawest 3 102,
    mexicocentral 21 -100, newzealandnorth -37 175, northcentralus 42 -88, northeurope 53 -6, norwayeast 60 11,
    norwaywest 59 6, polandcentral 52 21, qatarcentral 26 51, southafricanorth -26 28, southafricawest -34 19,
    southcentralus 29 -98, southeastasia 1 104, southindia 13 80, spaincentral 40 -3, swedencentral 61 17,
    swedensouth 56 13, switzerlandnorth 47 9, switzerlandwest 46 6, uaecentral 24 54, uaenorth 25 55, uksouth 51 -1,
    ukwest 53 -3, westcentralus 41 -110, westeurope 52 5, westindia 19 73, westus 37 -122, westus2 47 -120,
    westus3 33 -112`,
  google: `
    africa-south1 -26 28, asia-east1 24 121, asia-east2 22 114, asia-northeast1 36 140, asia-northeast2 35 135,
    asia-northeast3 38 127, asia-south1 19 73, asia-south2 29 77, asia-southeast1 1 104, asia-southeast2 -6 107,
    australia-southeast1 -34 151, australia-southeast2 -38 145, europe-central2 52 21, europe-north1 61 27,
    europe-north2 59 18, europe-southwest1 40 -4, europe-west1 50 4, europe-west10 53 13, europe-west12 45 8,
    europe-west2 52 0, europe-west3 50 9, europe-west4 53 7, europe-west6 47 9, europe-west8 45 9, europe-west9 49 2,
    me-central1 25 51, me-central2 26 50, me-west1 32 35, northamerica-northeast1 45 -74, northamerica-northeast2 44 -79,
    northamerica-south1 21 -100, southamerica-east1 -24 -47, southamerica-west1 -33 -71, us-central1 41 -96,
    us-east1 33 -80, us-east4 39 -77, us-east5 40 -83, us-south1 33 -97, us-west1 46 -121, us-west2 34 -118,
    us-west3 41 -112, us-west4 36 -115`,
};
