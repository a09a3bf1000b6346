import type { ServiceCategory } from '#app/focus/service-subcategories.ts';

/** A service as FOCUS wants it: one name, one category. */
export interface AzureService {
  readonly name: string;
  readonly category: ServiceCategory;
  readonly subcategory: string;
}

type Row = readonly [name: string, category: ServiceCategory, subcategory: string, types: string];

/**
 * Which service a resource type belongs to: the resource provider, or the provider and a type where its types belong to
 * several. Names and groups as on https://azure.microsoft.com/products and
 * https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers (read 2026-11-26).
 */
const ROWS: readonly Row[] = [
  ['API Management', 'Integration', 'API Management', 'apimanagement'],
  ['App Configuration', 'Web', 'Other (Web)', 'appconfiguration'],
  ['Application Gateway', 'Networking', 'Application Networking', 'network/applicationgateways'],
  ['Azure AI Bot Service', 'AI and Machine Learning', 'Bots', 'botservice'],
  ['Azure AI Search', 'Analytics', 'Search', 'search'],
  ['Azure AI Services', 'AI and Machine Learning', 'AI Platforms', 'cognitiveservices'],
  ['Azure App Service', 'Web', 'Application Platforms', 'web certificateregistration domainregistration'],
  ['Azure Arc', 'Multicloud', 'Multicloud Integration', 'hybridcompute kubernetes azurearcdata'],
  ['Azure Automation', 'Integration', 'Workflow Orchestration', 'automation'],
  ['Azure Backup', 'Storage', 'Backup Storage', 'dataprotection'],
  ['Azure Bastion', 'Networking', 'Network Security', 'network/bastionhosts'],
  ['Azure Cache for Redis', 'Databases', 'Caching', 'cache'],
  ['Azure Container Apps', 'Compute', 'Containers', 'app'],
  ['Azure Container Instances', 'Compute', 'Containers', 'containerinstance'],
  ['Azure Container Registry', 'Compute', 'Containers', 'containerregistry'],
  ['Azure Data Explorer', 'Analytics', 'Analytics Platforms', 'kusto'],
  ['Azure Data Factory', 'Integration', 'Workflow Orchestration', 'datafactory'],
  ['Azure Databricks', 'Analytics', 'Data Processing', 'databricks'],
  ['Azure DB for MySQL', 'Databases', 'Relational Databases', 'dbformysql'],
  ['Azure DB for PostgreSQL', 'Databases', 'Relational Databases', 'dbforpostgresql'],
  ['Azure DB for MariaDB', 'Databases', 'Relational Databases', 'dbformariadb'],
  ['Azure DDoS Protection', 'Networking', 'Network Security', 'network/ddosprotectionplans'],
  ['Azure Dedicated Host', 'Compute', 'Virtual Machines', 'compute/hostgroups'],
  ['Azure DevOps', 'Developer Tools', 'Developer Platforms', 'visualstudio'],
  ['Azure DNS', 'Networking', 'Network Routing', 'network/dnszones network/dnsresolvers network/dnsforwardingrulesets'],
  [
    'Azure ExpressRoute',
    'Networking',
    'Network Routing',
    'network/expressroutecircuits network/expressroutegateways network/expressrouteports',
  ],
  ['Azure Firewall', 'Networking', 'Network Security', 'network/azurefirewalls'],
  ['Azure Firewall Manager', 'Networking', 'Network Security', 'network/firewallpolicies'],
  ['Azure Front Door', 'Networking', 'Content Delivery', 'network/frontdoors'],
  ['Azure IoT Hub', 'Internet of Things', 'IoT Platforms', 'devices'],
  ['Azure IoT Central', 'Internet of Things', 'IoT Platforms', 'iotcentral'],
  ['Azure Kubernetes Service', 'Compute', 'Containers', 'containerservice'],
  ['Azure Load Testing', 'Developer Tools', 'Quality Assurance', 'loadtestservice'],
  ['Azure Machine Learning', 'AI and Machine Learning', 'Machine Learning', 'machinelearningservices machinelearning'],
  ['Azure Managed Grafana', 'Analytics', 'Business Intelligence', 'dashboard'],
  ['Azure Maps', 'Web', 'Other (Web)', 'maps'],
  ['Azure Media Services', 'Media', 'Media Streaming', 'media'],
  ['Azure Monitor', 'Management and Governance', 'Observability', 'insights operationalinsights monitor'],
  ['Azure NAT Gateway', 'Networking', 'Network Connectivity', 'network/natgateways'],
  ['Azure NetApp Files', 'Storage', 'File Storage', 'netapp'],
  ['Azure Private Link', 'Networking', 'Network Connectivity', 'network/privateendpoints network/privatednszones'],
  ['Azure Reservations', 'Management and Governance', 'Cost Management', 'capacity'],
  ['Azure Savings Plan for Compute', 'Compute', 'Other (Compute)', 'billingbenefits'],
  ['Azure SignalR Service', 'Web', 'Other (Web)', 'signalrservice'],
  ['Azure Site Recovery', 'Management and Governance', 'Disaster Recovery', 'recoveryservices'],
  ['Azure SQL Database', 'Databases', 'Relational Databases', 'sql'],
  ['Azure Spring Apps', 'Web', 'Application Platforms', 'appplatform'],
  ['Azure Stream Analytics', 'Analytics', 'Streaming Analytics', 'streamanalytics'],
  ['Azure Synapse Analytics', 'Analytics', 'Analytics Platforms', 'synapse'],
  ['Azure Virtual Desktop', 'Compute', 'End User Computing', 'desktopvirtualization'],
  ['Azure VMware Solution', 'Compute', 'Virtual Machines', 'avs'],
  ['Batch', 'Compute', 'Serverless Compute', 'batch'],
  ['Content Delivery Network', 'Networking', 'Content Delivery', 'cdn'],
  ['Cosmos DB', 'Databases', 'NoSQL Databases', 'documentdb'],
  ['Event Grid', 'Integration', 'Messaging', 'eventgrid'],
  ['Event Hubs', 'Integration', 'Messaging', 'eventhub'],
  ['Functions', 'Compute', 'Serverless Compute', 'functions'],
  ['HDInsight', 'Analytics', 'Data Processing', 'hdinsight'],
  ['Key Vault', 'Security', 'Secret Management', 'keyvault'],
  ['Load Balancer', 'Networking', 'Application Networking', 'network/loadbalancers'],
  ['Logic Apps', 'Integration', 'Workflow Orchestration', 'logic'],
  ['Microsoft Defender for Cloud', 'Security', 'Security Posture Management', 'security'],
  ['Microsoft Entra Domain Services', 'Identity', 'Identity and Access Management', 'aad'],
  ['Microsoft Entra External Identities', 'Identity', 'Identity and Access Management', 'azureactivedirectory'],
  ['Microsoft Fabric', 'Analytics', 'Analytics Platforms', 'fabric'],
  ['Microsoft Purview', 'Management and Governance', 'Data Governance', 'purview'],
  ['Network Watcher', 'Networking', 'Network Infrastructure', 'network/networkwatchers'],
  ['Notification Hubs', 'Integration', 'Messaging', 'notificationhubs'],
  ['Power BI Embedded', 'Analytics', 'Business Intelligence', 'powerbidedicated'],
  ['Service Bus', 'Integration', 'Messaging', 'servicebus'],
  ['Storage Accounts', 'Storage', 'Storage Platforms', 'storage classicstorage'],
  ['Traffic Manager', 'Networking', 'Application Networking', 'network/trafficmanagerprofiles'],
  ['Virtual Machine Scale Sets', 'Compute', 'Virtual Machines', 'compute/virtualmachinescalesets'],
  ['Virtual Machines', 'Compute', 'Virtual Machines', 'compute classiccompute'],
  ['Virtual Network', 'Networking', 'Network Infrastructure', 'network classicnetwork'],
  ['Virtual WAN', 'Networking', 'Network Connectivity', 'network/virtualhubs network/virtualwans'],
  ['VPN Gateway', 'Networking', 'Network Connectivity', 'network/vpngateways network/p2svpngateways'],
];

/** What is billed without a resource, by the category of its meter. */
const METER_CATEGORIES: Readonly<Record<string, string>> = {
  bandwidth: 'Virtual Network',
  'container registry': 'Azure Container Registry',
  'azure kubernetes service': 'Azure Kubernetes Service',
  'log analytics': 'Azure Monitor',
  'sql database': 'Azure SQL Database',
  'sql managed instance': 'Azure SQL Database',
  storage: 'Storage Accounts',
  'virtual machines licenses': 'Virtual Machines',
};

const BY_TYPE = new Map<string, AzureService>();
const BY_NAME = new Map<string, AzureService>();
for (const [name, category, subcategory, types] of ROWS) {
  const service = { name, category, subcategory };
  BY_NAME.set(name.toLowerCase(), service);
  for (const type of types.split(' ')) BY_TYPE.set(type, service);
}

/**
 * The service that a charge is of: by its resource's type (`microsoft.network/loadbalancers`), without one by the service
 * that it says it consumed, else by its meter; what is in no table keeps its meter's category as name and is in category Other.
 */
export function azureService({
  resourceType,
  consumedService,
  meterCategory,
}: {
  readonly resourceType: string | null;
  readonly consumedService: string;
  readonly meterCategory: string;
}): AzureService {
  const meter = meterCategory.toLowerCase();
  // A function app is a site as every web app is.
  const isFunction = /^functions$/i.test(consumedService) || meter === 'functions';
  return (
    byType(isFunction ? 'functions' : (resourceType ?? '')) ??
    (resourceType === null ? byType(consumedService) : undefined) ??
    BY_NAME.get(METER_CATEGORIES[meter]?.toLowerCase() ?? meter) ??
    BY_NAME.get(consumedService.toLowerCase()) ?? {
      name: meterCategory || consumedService || 'Azure Marketplace',
      category: 'Other',
      subcategory: 'Other (Other)',
    }
  );
}

function byType(type: string): AzureService | undefined {
  const [provider = '', kind = ''] = type
    .toLowerCase()
    .replace(/^microsoft\./, '')
    .split('/');
  return BY_TYPE.get(`${provider}/${kind}`) ?? BY_TYPE.get(provider);
}
