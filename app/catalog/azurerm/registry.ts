import type { ResourceType } from '../resource-type.ts';
import { cosmosDb } from './cosmosdb.ts';
import { mysqlFlexibleServer, postgresqlFlexibleServer } from './flexible_server.ts';
import { functionApp } from './function_app.ts';
import { kubernetesCluster, kubernetesNodePool } from './kubernetes_cluster.ts';
import { machineLearningCluster, machineLearningInstance } from './machine_learning_compute.ts';
import { managedDisk } from './managed_disk.ts';
import { mssqlDatabase } from './mssql_database.ts';
import { mssqlElasticPool } from './mssql_elasticpool.ts';
import { mssqlManagedInstance } from './mssql_managed_instance.ts';
import { managedRedis, redisCache } from './redis_cache.ts';
import { appServicePlan, servicePlan } from './service_plan.ts';
import { singleServer } from './single_server.ts';
import { storageAccount } from './storage_account.ts';
import { storageQueue } from './storage_queue.ts';
import { storageShare } from './storage_share.ts';
import { storageTable } from './storage_table.ts';
import { virtualMachine, virtualMachineBySystem } from './virtual_machine.ts';
import { scaleSet, scaleSetBySystem } from './virtual_machine_scale_set.ts';

/** Every billed azurerm type, one subject a file. */
export const azurermTypes: readonly ResourceType[] = [
  appServicePlan,
  cosmosDb,
  functionApp,
  kubernetesCluster,
  kubernetesNodePool,
  machineLearningCluster,
  machineLearningInstance,
  managedDisk,
  managedRedis,
  mssqlDatabase,
  mssqlElasticPool,
  mssqlManagedInstance,
  mysqlFlexibleServer,
  postgresqlFlexibleServer,
  redisCache,
  scaleSet,
  scaleSetBySystem,
  servicePlan,
  singleServer,
  storageAccount,
  storageQueue,
  storageShare,
  storageTable,
  virtualMachine,
  virtualMachineBySystem,
];
