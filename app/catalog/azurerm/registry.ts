import type { ResourceType } from '../resource-type.ts';
import { applicationGateway } from './application_gateway.ts';
import { bastionHost } from './bastion_host.ts';
import { cdnEndpoint } from './cdn_endpoint.ts';
import { cosmosDb } from './cosmosdb.ts';
import { dnsRecord, dnsZone, privateDnsResolver } from './dns.ts';
import { firewall } from './firewall.ts';
import { mysqlFlexibleServer, postgresqlFlexibleServer } from './flexible_server.ts';
import { frontdoor, frontdoorFirewallPolicy } from './frontdoor.ts';
import { functionApp } from './function_app.ts';
import { kubernetesCluster, kubernetesNodePool } from './kubernetes_cluster.ts';
import { loadBalancer, loadBalancerRule } from './load_balancer.ts';
import { machineLearningCluster, machineLearningInstance } from './machine_learning_compute.ts';
import { managedDisk } from './managed_disk.ts';
import { mssqlDatabase } from './mssql_database.ts';
import { mssqlElasticPool } from './mssql_elasticpool.ts';
import { mssqlManagedInstance } from './mssql_managed_instance.ts';
import { natGateway } from './nat_gateway.ts';
import { ddosProtectionPlan } from './network_ddos_protection_plan.ts';
import { networkConnectionMonitor, networkWatcher, networkWatcherFlowLog } from './network_watcher.ts';
import { privateEndpoint } from './private_endpoint.ts';
import { publicIp, publicIpPrefix } from './public_ip.ts';
import { managedRedis, redisCache } from './redis_cache.ts';
import { appServicePlan, servicePlan } from './service_plan.ts';
import { singleServer } from './single_server.ts';
import { storageAccount } from './storage_account.ts';
import { storageQueue } from './storage_queue.ts';
import { storageShare } from './storage_share.ts';
import { storageTable } from './storage_table.ts';
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
  appServicePlan,
  applicationGateway,
  bastionHost,
  cdnEndpoint,
  cosmosDb,
  ddosProtectionPlan,
  dnsRecord,
  dnsZone,
  expressRouteConnection,
  expressRouteGateway,
  firewall,
  frontdoor,
  frontdoorFirewallPolicy,
  functionApp,
  hubVpnConnection,
  hubVpnGateway,
  kubernetesCluster,
  kubernetesNodePool,
  loadBalancer,
  loadBalancerRule,
  machineLearningCluster,
  machineLearningInstance,
  managedDisk,
  managedRedis,
  mssqlDatabase,
  mssqlElasticPool,
  mssqlManagedInstance,
  mysqlFlexibleServer,
  natGateway,
  networkConnectionMonitor,
  networkWatcher,
  networkWatcherFlowLog,
  postgresqlFlexibleServer,
  privateDnsResolver,
  privateEndpoint,
  publicIp,
  publicIpPrefix,
  redisCache,
  scaleSet,
  scaleSetBySystem,
  servicePlan,
  singleServer,
  storageAccount,
  storageQueue,
  storageShare,
  storageTable,
  trafficManagerEndpoint,
  trafficManagerProfile,
  virtualHub,
  virtualMachine,
  virtualMachineBySystem,
  virtualNetworkGateway,
  virtualNetworkGatewayConnection,
  virtualNetworkPeering,
];
