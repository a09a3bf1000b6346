import type { ResourceType } from '../resource-type.ts';
import { activeDirectoryDomainService, activeDirectoryReplicaSet } from './active_directory_domain_service.ts';
import { apiManagement } from './api_management.ts';
import { appConfiguration } from './app_configuration.ts';
import { certificateBinding, certificateOrder } from './app_service_certificates.ts';
import { appServiceEnvironment } from './app_service_environment.ts';
import { applicationGateway } from './application_gateway.ts';
import {
  applicationInsights,
  applicationInsightsStandardWebTest,
  applicationInsightsWebTest,
} from './application_insights.ts';
import { automationAccount, automationConfiguration, automationJobSchedule, automationWatcher } from './automation.ts';
import { bastionHost } from './bastion_host.ts';
import { cdnEndpoint } from './cdn_endpoint.ts';
import { cognitiveAccount } from './cognitive_account.ts';
import { cognitiveDeployment } from './cognitive_deployment.ts';
import { containerRegistry } from './container_registry.ts';
import { cosmosDb } from './cosmosdb.ts';
import {
  dataFactory,
  dataFactoryRuntimeAzure,
  dataFactoryRuntimeManaged,
  dataFactoryRuntimeSelfHosted,
  dataFactoryRuntimeSsis,
} from './data_factory.ts';
import { databricksWorkspace } from './databricks_workspace.ts';
import { dnsRecord, dnsZone, privateDnsResolver } from './dns.ts';
import { eventGridTopic } from './eventgrid_topic.ts';
import { eventHubNamespace } from './eventhub_namespace.ts';
import { federatedIdentityCredential } from './federated_identity_credential.ts';
import { firewall } from './firewall.ts';
import { mysqlFlexibleServer, postgresqlFlexibleServer } from './flexible_server.ts';
import { frontdoor, frontdoorFirewallPolicy } from './frontdoor.ts';
import { functionApp } from './function_app.ts';
import { hdinsightCluster, hdinsightKafkaCluster } from './hdinsight_cluster.ts';
import { integrationServiceEnvironment, logicAppIntegrationAccount, logicAppStandard } from './integration_services.ts';
import { iotHub, iotHubDps } from './iothub.ts';
import { keyVaultCertificate, keyVaultHardwareModule, keyVaultKey } from './key_vault.ts';
import { kubernetesCluster, kubernetesNodePool } from './kubernetes_cluster.ts';
import { loadBalancer, loadBalancerRule } from './load_balancer.ts';
import { logAnalyticsWorkspace } from './log_analytics_workspace.ts';
import { machineLearningCluster, machineLearningInstance } from './machine_learning_compute.ts';
import { managedDisk } from './managed_disk.ts';
import { image, snapshot } from './managed_disk_copies.ts';
import {
  monitorActionGroup,
  monitorDataCollectionRule,
  monitorDiagnosticSetting,
  monitorMetricAlert,
  monitorQueryAlert,
} from './monitor.ts';
import { mssqlDatabase } from './mssql_database.ts';
import { mssqlElasticPool } from './mssql_elasticpool.ts';
import { mssqlManagedInstance } from './mssql_managed_instance.ts';
import { natGateway } from './nat_gateway.ts';
import { ddosProtectionPlan } from './network_ddos_protection_plan.ts';
import { networkConnectionMonitor, networkWatcher, networkWatcherFlowLog } from './network_watcher.ts';
import { notificationHubNamespace } from './notification_hub_namespace.ts';
import { powerbiEmbedded } from './powerbi_embedded.ts';
import { privateEndpoint } from './private_endpoint.ts';
import { publicIp, publicIpPrefix } from './public_ip.ts';
import { recoveryServicesVault } from './recovery_services_vault.ts';
import { managedRedis, redisCache } from './redis_cache.ts';
import { searchService } from './search_service.ts';
import { securityCenterSubscriptionPricing } from './security_center_subscription_pricing.ts';
import { appServicePlan, servicePlan } from './service_plan.ts';
import { serviceBusNamespace } from './servicebus_namespace.ts';
import { signalrService } from './signalr_service.ts';
import { singleServer } from './single_server.ts';
import { staticSite } from './static_site.ts';
import { storageAccount } from './storage_account.ts';
import { storageQueue } from './storage_queue.ts';
import { storageShare } from './storage_share.ts';
import { storageTable } from './storage_table.ts';
import { synapseSparkPool, synapseSqlPool, synapseWorkspace } from './synapse.ts';
import { trafficManagerEndpoint, trafficManagerProfile } from './traffic_manager.ts';
import { virtualMachine, virtualMachineBySystem } from './virtual_machine.ts';
import { scaleSet, scaleSetBySystem } from './virtual_machine_scale_set.ts';
import { virtualNetworkGateway, virtualNetworkGatewayConnection } from './virtual_network_gateway.ts';
import { virtualNetworkPeering } from './virtual_network_peering.ts';
import {
  expressRouteConnection,
  expressRouteGateway,
  hubVpnConnection,
  hubVpnGateway,
  virtualHub,
} from './virtual_wan.ts';

/** Every billed azurerm type, one subject a file. */
export const azurermTypes: readonly ResourceType[] = [
  activeDirectoryDomainService,
  activeDirectoryReplicaSet,
  apiManagement,
  appConfiguration,
  appServiceEnvironment,
  appServicePlan,
  applicationGateway,
  applicationInsights,
  applicationInsightsStandardWebTest,
  applicationInsightsWebTest,
  automationAccount,
  automationConfiguration,
  automationJobSchedule,
  automationWatcher,
  bastionHost,
  cdnEndpoint,
  certificateBinding,
  certificateOrder,
  cognitiveAccount,
  cognitiveDeployment,
  containerRegistry,
  cosmosDb,
  dataFactory,
  dataFactoryRuntimeAzure,
  dataFactoryRuntimeManaged,
  dataFactoryRuntimeSelfHosted,
  dataFactoryRuntimeSsis,
  databricksWorkspace,
  ddosProtectionPlan,
  dnsRecord,
  dnsZone,
  eventGridTopic,
  eventHubNamespace,
  expressRouteConnection,
  expressRouteGateway,
  federatedIdentityCredential,
  firewall,
  frontdoor,
  frontdoorFirewallPolicy,
  functionApp,
  hdinsightCluster,
  hdinsightKafkaCluster,
  hubVpnConnection,
  hubVpnGateway,
  image,
  integrationServiceEnvironment,
  iotHub,
  iotHubDps,
  keyVaultCertificate,
  keyVaultHardwareModule,
  keyVaultKey,
  kubernetesCluster,
  kubernetesNodePool,
  loadBalancer,
  loadBalancerRule,
  logAnalyticsWorkspace,
  logicAppIntegrationAccount,
  logicAppStandard,
  machineLearningCluster,
  machineLearningInstance,
  managedDisk,
  managedRedis,
  monitorActionGroup,
  monitorDataCollectionRule,
  monitorDiagnosticSetting,
  monitorMetricAlert,
  monitorQueryAlert,
  mssqlDatabase,
  mssqlElasticPool,
  mssqlManagedInstance,
  mysqlFlexibleServer,
  natGateway,
  networkConnectionMonitor,
  networkWatcher,
  networkWatcherFlowLog,
  notificationHubNamespace,
  postgresqlFlexibleServer,
  powerbiEmbedded,
  privateDnsResolver,
  privateEndpoint,
  publicIp,
  publicIpPrefix,
  recoveryServicesVault,
  redisCache,
  scaleSet,
  scaleSetBySystem,
  searchService,
  securityCenterSubscriptionPricing,
  serviceBusNamespace,
  servicePlan,
  signalrService,
  singleServer,
  snapshot,
  staticSite,
  storageAccount,
  storageQueue,
  storageShare,
  storageTable,
  synapseSparkPool,
  synapseSqlPool,
  synapseWorkspace,
  trafficManagerEndpoint,
  trafficManagerProfile,
  virtualHub,
  virtualMachine,
  virtualMachineBySystem,
  virtualNetworkGateway,
  virtualNetworkGatewayConnection,
  virtualNetworkPeering,
];
