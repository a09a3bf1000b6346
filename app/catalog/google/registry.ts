import type { ResourceType } from '../resource-type.ts';
import { artifactRegistryRepository } from './artifact_registry_repository.ts';
import { bigqueryDataset } from './bigquery_dataset.ts';
import { bigqueryTable } from './bigquery_table.ts';
import { cloudRunService } from './cloud_run_service.ts';
import { cloudRunV2Job } from './cloud_run_v2_job.ts';
import { cloudRunV2Service } from './cloud_run_v2_service.ts';
import { cloudfunctionsFunction } from './cloudfunctions_function.ts';
import { cloudfunctions2Function } from './cloudfunctions2_function.ts';
import { computeAddress } from './compute_address.ts';
import { computeDisk } from './compute_disk.ts';
import { computeExternalVpnGateway } from './compute_external_vpn_gateway.ts';
import { computeForwardingRule } from './compute_forwarding_rule.ts';
import { computeImage } from './compute_image.ts';
import { computeInstance } from './compute_instance.ts';
import { computeInstanceFromTemplate } from './compute_instance_from_template.ts';
import { computeInstanceGroupManager } from './compute_instance_group_manager.ts';
import { computeMachineImage } from './compute_machine_image.ts';
import { computeNodeGroup } from './compute_node_group.ts';
import { computeRouterNat } from './compute_router_nat.ts';
import { computeSnapshot } from './compute_snapshot.ts';
import { computeTargetProxy } from './compute_target_proxy.ts';
import { computeVpnGateway } from './compute_vpn_gateway.ts';
import { computeVpnTunnel } from './compute_vpn_tunnel.ts';
import { containerCluster } from './container_cluster.ts';
import { containerNodePool } from './container_node_pool.ts';
import { containerRegistry } from './container_registry.ts';
import { dnsManagedZone } from './dns_managed_zone.ts';
import { dnsRecordSet } from './dns_record_set.ts';
import { kmsCryptoKey } from './kms_crypto_key.ts';
import { loggingSink } from './logging_sink.ts';
import { monitoringMetricDescriptor } from './monitoring_metric_descriptor.ts';
import { pubsubSubscription } from './pubsub_subscription.ts';
import { pubsubTopic } from './pubsub_topic.ts';
import { redisCluster } from './redis_cluster.ts';
import { redisInstance } from './redis_instance.ts';
import { secretManagerSecret } from './secret_manager_secret.ts';
import { secretManagerSecretVersion } from './secret_manager_secret_version.ts';
import { serviceNetworkingConnection } from './service_networking_connection.ts';
import { sqlDatabaseInstance } from './sql_database_instance.ts';
import { storageBucket } from './storage_bucket.ts';

/** Every billed google type, one file each. */
export const googleTypes: readonly ResourceType[] = [
  artifactRegistryRepository,
  bigqueryDataset,
  bigqueryTable,
  cloudRunService,
  cloudRunV2Job,
  cloudRunV2Service,
  cloudfunctions2Function,
  cloudfunctionsFunction,
  computeAddress,
  computeDisk,
  computeExternalVpnGateway,
  computeForwardingRule,
  computeImage,
  computeInstance,
  computeInstanceFromTemplate,
  computeInstanceGroupManager,
  computeMachineImage,
  computeNodeGroup,
  computeRouterNat,
  computeSnapshot,
  computeTargetProxy,
  computeVpnGateway,
  computeVpnTunnel,
  containerCluster,
  containerNodePool,
  containerRegistry,
  dnsManagedZone,
  dnsRecordSet,
  kmsCryptoKey,
  loggingSink,
  monitoringMetricDescriptor,
  pubsubSubscription,
  pubsubTopic,
  redisCluster,
  redisInstance,
  secretManagerSecret,
  secretManagerSecretVersion,
  serviceNetworkingConnection,
  sqlDatabaseInstance,
  storageBucket,
];
