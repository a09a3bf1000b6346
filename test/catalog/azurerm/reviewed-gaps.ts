import type { ReviewedGap } from '../reviewed-gaps.ts';

const ONE_REGION = 'Azure lists it by region; the price facts know it from published examples of other regions only';

function everywhere(file: string, rows: RegExp): ReviewedGap {
  return { provider: 'azurerm', file, rows, regions: 'everywhere', reason: ONE_REGION };
}

/** Listed in eastus, not in westeurope. */
function inEurope(file: string, rows: RegExp): ReviewedGap {
  return { provider: 'azurerm', file, rows, regions: ['westeurope'], reason: ONE_REGION };
}

/** Listed in westeurope, not in eastus. */
function inAmerica(file: string, rows: RegExp): ReviewedGap {
  return { provider: 'azurerm', file, rows, regions: ['eastus'], reason: ONE_REGION };
}

/** Rows of Azure types without a price in the embedded book, reviewed on 2026-11-25. A refresh brings them. */
export const azurermGaps: readonly ReviewedGap[] = [
  everywhere(
    'active_directory_domain_service',
    /^(Active directory domain service \(Enterprise\)|Active directory domain service replica set \(Enterprise\))$/,
  ),
  inEurope('api_management', /^(API management \(consumption\)|API management \(premium\)|Self hosted gateway)$/),
  inAmerica('app_configuration', /^(Instance \(1 replica\)|Requests \(over 200k\/day per replica\))$/),
  inEurope('app_service_environment', /^(Instance usage \(I1\)|Stamp fee)$/),
  inEurope(
    'application_gateway',
    /^(Gateway usage \(WAF v2\)|Gateway usage \(basic v2\)|V2 capacity units \(WAF\)|V2 capacity units \(basic\))$/,
  ),
  inEurope('application_insights', /^(Data retention \(120 days\)|Multi-step web test)$/),
  inAmerica('application_insights', /^Standard web test \(300 second frequency\)$/),
  inEurope('automation', /^(Job run time|Non-azure config nodes|Watcher)$/),
  everywhere('bastion_host', /^(Bastion host|Outbound data transfer \(first 10TB\))$/),
  {
    provider: 'azurerm',
    file: 'cognitive_deployment',
    rows: /./,
    regions: ['westeurope'],
    reason: 'the facts hold prices of these models for eastus, eastus2 and swedencentral only',
  },
  everywhere('cognitive_account', /^Text requests$/),
  inAmerica('cognitive_account', /^Speech requests$/),
  inAmerica('container_registry', /^(Registry usage \(Basic\)|Storage \(over 10GB\)|Storage \(over 500GB\))$/),
  inEurope('cosmosdb', /^Restored data$/),
  inAmerica(
    'data_factory',
    /^(Compute \(D8 v3, Standard, license included\)|Compute \(General Purpose, 16 vCores\)|Data movement activity|External pipeline activity|Monitoring operations|Orchestration|Pipeline activity|Read\/Write operations)$/,
  ),
  inEurope('databricks_workspace', /^(All-purpose compute DBUs|Jobs compute DBUs|Jobs light compute DBUs)$/),
  inAmerica('eventgrid_topic', /^Operations$/),
  inEurope(
    'eventhub_namespace',
    /^(Capacity \(Premium\)|Capacity \(Standard\)|Capture|Extended retention|Ingress event \(Standard\))$/,
  ),
  everywhere(
    'flexible_server',
    /^(Additional IOPS|Additional backup storage|Compute \(GP_Standard_D2ads_v5\)|Compute \(GP_Standard_D4s_v3\)|Storage)$/,
  ),
  inEurope('function_app', /^(Execution time|Executions|Memory \(EP1\)|vCPU \(EP1\))$/),
  inAmerica('hdinsight_cluster', /^(Disk operations|Managed OS disks)$/),
  inEurope('integration_services', /^(Base units|Scale units)$/),
  inAmerica(
    'integration_services',
    /^(Enterprise connectors|Integration Account \(Standard\)|Standard connectors|Workflow memory \(WS1\)|Workflow vCore \(WS1\))$/,
  ),
  inAmerica('iothub', /^(Device provisioning|IoT Hub)$/),
  inEurope(
    'key_vault',
    /^(Certificate operations|Certificate renewals|HSM pools|HSM-protected keys|HSM-protected keys \(first 250\)|Secrets operations|Software-protected keys|Storage key rotations)$/,
  ),
  inEurope('kubernetes_cluster', /^Uptime SLA$/),
  inAmerica(
    'log_analytics_workspace',
    /^(Archive data|Archive data restored|Archive data searched|Basic log data ingestion|Basic log search queries|Log data export|Log data ingestion|Log data retention|Sentinel data ingestion)$/,
  ),
  inAmerica('managed_disk_copies', /^Storage$/),
  inAmerica('monitor', /^(Metrics ingestion|Platform logs processed)$/),
  inEurope(
    'mssql_database',
    /^(Compute \(S3\)|Compute \(provisioned, GP_Gen5_8\)|Compute \(provisioned, HS_Gen5_2\)|Extra data storage|Long-term retention \(RA-GRS\)|PITR backup storage \(RA-GRS\)|Read replicas|Storage)$/,
  ),
  inAmerica('mssql_elasticpool', /^(Compute \(Premium, 500 DTUs\)|Compute \(Standard, 200 DTUs\)|Extra data storage)$/),
  inAmerica(
    'mssql_managed_instance',
    /^(Additional Storage|Compute \(GP_GEN5 8 Cores\)|Compute \(GP_GEN5 8 cores\)|LTR backup storage \(LRS\)|PITR backup storage \(LRS\)|Storage)$/,
  ),
  inAmerica(
    'network_watcher',
    /^(Network diagnostic tool \(over 1,000 checks\)|Network logs collected \(over 5GB\)|Tests \(10-240,010\)|Traffic Analytics data processed \(60 min interval\))$/,
  ),
  inEurope('notification_hub_namespace', /^Namespace usage \(Standard\)$/),
  inAmerica('powerbi_embedded', /^Node usage \(A1\)$/),
  inAmerica('recovery_services_vault', /^(Instance backup \(over 500 GB\)|LRS data stored)$/),
  inEurope('redis_cache', /^(Cache usage \(Balanced_B3\)|Cache usage \(Premium_P1\))$/),
  inEurope(
    'search_service',
    /^(Image extraction \(first 1M\)|Image extraction \(next 4M\)|Search usage \(Standard S2, 1 unit\))$/,
  ),
  inEurope('service_plan', /^(Instance usage \(P1v3\)|Instance usage \(S1\))$/),
  inAmerica('servicebus_namespace', /^(Base charge|Brokered connections \(1K-100K\)|Messaging units)$/),
  inAmerica('signalr_service', /^(Additional messages \(Standard\)|Service usage \(Standard\))$/),
  inEurope('single_server', /^(Additional backup storage|Compute \(GP_Gen5_8\)|Storage)$/),
  everywhere('static_site', /^(Bandwidth \(over 100GB\)|Static Web App \(Standard\))$/),
  inAmerica(
    'storage_account',
    /^(All other operations|Blob index|Capacity|Capacity \(first 50TB\)|Data retrieval|Early deletion|List and create container operations|Read operations|Write operations)$/,
  ),
  inAmerica(
    'storage_queue',
    /^(All other operations|Blob index|Capacity|Capacity \(first 50TB\)|Class 1 operations|Class 2 operations|List and create container operations|Read operations|Write operations)$/,
  ),
  inAmerica(
    'storage_share',
    /^(All other operations|Blob index|Capacity \(first 50TB\)|Data at rest|List and create container operations|List operations|Metadata at rest|Other operations|Read operations|Snapshots|Write operations)$/,
  ),
  inAmerica(
    'storage_table',
    /^(All other operations|Batch Write operations|Blob index|Capacity|Capacity \(first 50TB\)|Delete operations|List and create container operations|List operations|Read operations|Scan operations|Write operations)$/,
  ),
  inAmerica(
    'synapse',
    /^(DWU blocks \(DW200c\)|Data flow \(basic\)|Data flow \(standard\)|Data pipeline azure hosted activity runs|Data pipeline azure hosted data integration units|Data pipeline azure hosted external integration runtime|Data pipeline azure hosted integration runtime|Data pipeline self hosted activity runs|Data pipeline self hosted data movement|Data pipeline self hosted external integration runtime|Data pipeline self hosted integration runtime|Geo-redundant disaster recovery|Serverless SQL pool size|Storage|small \(4 nodes\))$/,
  ),
  inEurope('virtual_network_gateway', /^(VPN gateway P2S tunnels \(over 128\)|VPN gateway \(VpnGw1\))$/),
  everywhere('virtual_wan', /^S2S connections$/),
  inAmerica(
    'virtual_wan',
    /^(Data processed|Deployment|ER Connections|ER scale units \(2 Gbps\)|P2S connections|P2S scale units \(500 Mbps\)|S2S Connections|S2S scale units \(500 Mbps\))$/,
  ),
];
