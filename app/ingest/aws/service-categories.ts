import { ownText } from '#app/focus/own-text.ts';
import type { ServiceCategory } from '#app/focus/service-subcategories.ts';

type Place = readonly [ServiceCategory, string];

/**
 * Categories of AWS's services by product code, the first pattern that fits. They are ours, by what each service is for:
 * https://aws.amazon.com/products/ (read 2026-11-26) and the list of FOCUS.
 */
const PLACES: readonly (readonly [RegExp, Place])[] = [
  [
    /^AmazonEC2$|^AmazonLightsail|^ComputeSavingsPlans|^AWSOutposts|^VMwareCloud|^ElasticBeanstalk/,
    ['Compute', 'Virtual Machines'],
  ],
  [/^AmazonE[CK]S|^AmazonECR|^AWSAppRunner|^AWSFargate/, ['Compute', 'Containers']],
  [/^AWSLambda|^AWSBatch/, ['Compute', 'Serverless Compute']],
  [/^AmazonWorkSpaces|^AmazonAppStream/, ['Compute', 'End User Computing']],
  [/^AmazonBraket/, ['Compute', 'Quantum Compute']],
  [/^AmazonRDS|^AmazonAurora/, ['Databases', 'Relational Databases']],
  [/^AmazonElastiCache|^AmazonMemoryDB|^AmazonDAX/, ['Databases', 'Caching']],
  [/^AmazonDynamoDB|^AmazonDocDB|^AmazonNeptune|^AmazonMCS|^AmazonKeyspaces/, ['Databases', 'NoSQL Databases']],
  [/^AmazonRedshift/, ['Databases', 'Data Warehouses']],
  [/^AmazonTimestream/, ['Databases', 'Time Series Databases']],
  [/^AmazonQLDB/, ['Databases', 'Ledger Databases']],
  [/^AmazonEBS/, ['Storage', 'Block Storage']],
  [/^AmazonS3|^AmazonGlacier/, ['Storage', 'Object Storage']],
  [/^AmazonEFS|^AmazonFSx/, ['Storage', 'File Storage']],
  [/^AWSBackup|^AWSElasticDisasterRecovery/, ['Storage', 'Backup Storage']],
  [/^AWSStorageGateway/, ['Storage', 'Storage Platforms']],
  [/^AmazonCloudFront/, ['Networking', 'Content Delivery']],
  [/^AmazonRoute53/, ['Networking', 'Network Routing']],
  [/^AmazonVPC|^AWSDataTransfer|^AWSELB|^AWSGlobalAccelerator/, ['Networking', 'Network Infrastructure']],
  [/^AWSDirectConnect|^AWSTransitGateway|^AWSCloudWAN|^AWSPrivate5G/, ['Networking', 'Network Connectivity']],
  [/^AWSNetworkFirewall|^awswaf|^AWSShield/i, ['Networking', 'Network Security']],
  [/^AmazonApiGateway|^AWSAppSync/, ['Integration', 'API Management']],
  [
    /^AmazonSNS|^AWSQueueService|^AmazonMQ|^AWSEvents|^AppFlow|^AWSAppFabric|^AmazonMSK|^AmazonSES/,
    ['Integration', 'Messaging'],
  ],
  [/^AmazonStates|^AmazonMWAA|^AmazonSWF/, ['Integration', 'Workflow Orchestration']],
  [/^AmazonKinesisVideo|^AmazonIVS|^AWSMediaConnect|^AmazonETS/, ['Media', 'Media Streaming']],
  [/^AmazonKinesis/, ['Analytics', 'Streaming Analytics']],
  [/^AWSGlue|^ElasticMapReduce|^AWSDataPipeline|^datapipeline/, ['Analytics', 'Data Processing']],
  [/^AmazonES$|^AmazonOpenSearch|^AmazonCloudSearch|^AmazonKendra/, ['Analytics', 'Search']],
  [
    /^AmazonAthena|^AmazonQuickSight|^AWSLakeFormation|^AWSCleanRooms|^AWSDataExchange|^AmazonFinSpace|^AmazonDataZone/,
    ['Analytics', 'Analytics Platforms'],
  ],
  [/^AmazonBedrock|^AmazonQ$|^AmazonCodeWhisperer/, ['AI and Machine Learning', 'Generative AI']],
  [
    /^AmazonSageMaker|^AmazonPersonalize|^AmazonForecast|^AmazonFraudDetector|^AmazonLookout|^AWSDeepRacer|^AmazonEI$|^AmazonA2I|^AmazonMonitron/,
    ['AI and Machine Learning', 'Machine Learning'],
  ],
  [
    /^AmazonComprehend|^AmazonPolly|^AmazonTranscribe|^translate/i,
    ['AI and Machine Learning', 'Natural Language Processing'],
  ],
  [
    /^AmazonRekognition|^AmazonTextract|^AmazonDevOpsGuru|^AmazonHealthLake|^AmazonOmics/,
    ['AI and Machine Learning', 'Other (AI and Machine Learning)'],
  ],
  [/^AmazonLex/, ['AI and Machine Learning', 'Bots']],
  [/^AmazonCloudWatch|^AWSXRay|^AmazonPrometheus|^AmazonGrafana/, ['Management and Governance', 'Observability']],
  [/^AWSCloudTrail|^AWSConfig|^(?:AWS)?AuditManager/i, ['Management and Governance', 'Compliance']],
  [/^(?:AWS|OCB)(?:Premium)?Support/i, ['Management and Governance', 'Support']],
  [
    /^AWSCostExplorer|^AWSBudgets|^AWSBillingConductor|^AWSComputeOptimizer/,
    ['Management and Governance', 'Cost Management'],
  ],
  [
    /^AWSSystemsManager|^AWSServiceCatalog|^AWSCloudFormation|^AWSOrganizations/,
    ['Management and Governance', 'Other (Management and Governance)'],
  ],
  [/^awskms|^AWSSecretsManager|^AWSCertificateManager|^CloudHSM/i, ['Security', 'Secret Management']],
  [/^AmazonGuardDuty|^AmazonDetective/, ['Security', 'Threat Detection and Response']],
  [
    /^AWSSecurityHub|^AmazonInspector|^AmazonMacie|^AmazonSecurityLake|^AWSFMS/,
    ['Security', 'Security Posture Management'],
  ],
  [
    /^AmazonCognito|^AWSDirectoryService|^AWSIAM|^AmazonVerifiedPermissions/,
    ['Identity', 'Identity and Access Management'],
  ],
  [/^CodeBuild|^AWSCodePipeline|^AWSCodeDeploy/, ['Developer Tools', 'Continuous Integration and Deployment']],
  [/^AWSCodeCommit|^AWSCodeArtifact/, ['Developer Tools', 'Source Code Management']],
  [
    /^AWSCloud9|^AWSCloudShell|^AWSAmplify|^AWSDeviceFarm|^CodeCatalyst/,
    ['Developer Tools', 'Development Environments'],
  ],
  [/^AWSIoT|^IoT|^AWSGreengrass/, ['Internet of Things', 'IoT Platforms']],
  [/^AWSElemental|^AmazonInteractiveVideo/, ['Media', 'Media Streaming']],
  [/^AmazonGameLift/, ['Media', 'Gaming']],
  [
    /^AWSDatabaseMigrationSvc|^AWSDataSync|^AWSSnow|^AWSTransfer|^IngestionServiceSnowball|^Snowball/,
    ['Migration', 'Data Migration'],
  ],
  [/^AWSApplicationMigrationSvc|^AWSMigrationHub|^AWSM2$/, ['Migration', 'Resource Migration']],
  [/^CodeGuru/, ['Developer Tools', 'Quality Assurance']],
  [/^AmazonRegistrar|^AWSCloudMap/, ['Networking', 'Application Networking']],
  [
    /^AmazonConnect|^ContactLens|^CustomerProfiles|^AmazonChime|^AmazonWork(?:Mail|Docs|Link)|^AmazonPinpoint|^AWSWickr|^AWSSupplyChain/,
    ['Business Applications', 'Productivity and Collaboration'],
  ],
];

/** The FOCUS category and subcategory of an AWS product code; `Other` where it is none of those. */
export function awsServiceCategory(productCode: string): Place {
  const known = KNOWN.get(productCode);
  if (known) return known;
  const found = PLACES.find(([pattern]) => pattern.test(productCode))?.[1] ?? (['Other', 'Other (Other)'] as const);
  KNOWN.set(ownText(productCode), found);
  return found;
}

const KNOWN = new Map<string, Place>();
