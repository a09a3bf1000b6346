import type { ResourceType } from '../resource-type.ts';
import { acmCertificate } from './acm_certificate.ts';
import { acmpcaCertificateAuthority } from './acmpca_certificate_authority.ts';
import { apiGatewayRestApi } from './api_gateway_rest_api.ts';
import { apiGatewayStage } from './api_gateway_stage.ts';
import { apigatewayv2Api } from './apigatewayv2_api.ts';
import { autoscalingGroup } from './autoscaling_group.ts';
import { backupVault } from './backup_vault.ts';
import { cloudformationStack } from './cloudformation_stack.ts';
import { cloudfrontDistribution } from './cloudfront_distribution.ts';
import { cloudfrontFunction } from './cloudfront_function.ts';
import { cloudhsmV2Hsm } from './cloudhsm_v2_hsm.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatchCompositeAlarm } from './cloudwatch_composite_alarm.ts';
import { cloudwatchDashboard } from './cloudwatch_dashboard.ts';
import { cloudwatchEventBus } from './cloudwatch_event_bus.ts';
import { cloudwatchLogGroup } from './cloudwatch_log_group.ts';
import { cloudwatchMetricAlarm } from './cloudwatch_metric_alarm.ts';
import { codebuildProject } from './codebuild_project.ts';
import { configConfigRule } from './config_config_rule.ts';
import { configConfigurationRecorder } from './config_configuration_recorder.ts';
import { dataTransfer } from './data_transfer.ts';
import { dbInstance } from './db_instance.ts';
import { directoryServiceDirectory } from './directory_service_directory.ts';
import { dmsReplicationInstance } from './dms_replication_instance.ts';
import { docdbCluster } from './docdb_cluster.ts';
import { docdbClusterInstance } from './docdb_cluster_instance.ts';
import { dxConnection } from './dx_connection.ts';
import { dynamodbTable } from './dynamodb_table.ts';
import { ebsSnapshot } from './ebs_snapshot.ts';
import { ebsVolume } from './ebs_volume.ts';
import { ec2ClientVpnEndpoint } from './ec2_client_vpn_endpoint.ts';
import { ec2ClientVpnNetworkAssociation } from './ec2_client_vpn_network_association.ts';
import { ec2Host } from './ec2_host.ts';
import { ec2TrafficMirrorSession } from './ec2_traffic_mirror_session.ts';
import { ec2TransitGatewayVpcAttachment } from './ec2_transit_gateway_vpc_attachment.ts';
import { ecrRepository } from './ecr_repository.ts';
import { ecsService } from './ecs_service.ts';
import { efsFileSystem } from './efs_file_system.ts';
import { eip } from './eip.ts';
import { eksCluster } from './eks_cluster.ts';
import { eksFargateProfile } from './eks_fargate_profile.ts';
import { eksNodeGroup } from './eks_node_group.ts';
import { elasticBeanstalkEnvironment } from './elastic_beanstalk_environment.ts';
import { elasticacheCluster } from './elasticache_cluster.ts';
import { elasticacheReplicationGroup } from './elasticache_replication_group.ts';
import { elb } from './elb.ts';
import { fsxOpenzfsFileSystem } from './fsx_openzfs_file_system.ts';
import { fsxWindowsFileSystem } from './fsx_windows_file_system.ts';
import { globalacceleratorAccelerator } from './globalaccelerator_accelerator.ts';
import { globalacceleratorEndpointGroup } from './globalaccelerator_endpoint_group.ts';
import { glueCatalogDatabase } from './glue_catalog_database.ts';
import { glueCrawler } from './glue_crawler.ts';
import { glueJob } from './glue_job.ts';
import { grafanaWorkspace } from './grafana_workspace.ts';
import { instance } from './instance.ts';
import { kinesisFirehoseDeliveryStream } from './kinesis_firehose_delivery_stream.ts';
import { kinesisStream } from './kinesis_stream.ts';
import { kinesisanalyticsv2Application } from './kinesisanalyticsv2_application.ts';
import { kmsKey } from './kms_key.ts';
import { lambdaFunction } from './lambda_function.ts';
import { lambdaProvisionedConcurrencyConfig } from './lambda_provisioned_concurrency_config.ts';
import { lb } from './lb.ts';
import { lightsailInstance } from './lightsail_instance.ts';
import { mqBroker } from './mq_broker.ts';
import { mskCluster } from './msk_cluster.ts';
import { mwaaEnvironment } from './mwaa_environment.ts';
import { natGateway } from './nat_gateway.ts';
import { neptuneCluster } from './neptune_cluster.ts';
import { neptuneClusterInstance } from './neptune_cluster_instance.ts';
import { neptuneClusterSnapshot } from './neptune_cluster_snapshot.ts';
import { networkfirewallFirewall } from './networkfirewall_firewall.ts';
import { opensearchDomain } from './opensearch_domain.ts';
import { rdsCluster } from './rds_cluster.ts';
import { rdsClusterInstance } from './rds_cluster_instance.ts';
import { redshiftCluster } from './redshift_cluster.ts';
import { route53HealthCheck } from './route53_health_check.ts';
import { route53Record } from './route53_record.ts';
import { route53ResolverEndpoint } from './route53_resolver_endpoint.ts';
import { route53Zone } from './route53_zone.ts';
import { s3Bucket } from './s3_bucket.ts';
import { s3BucketInventory } from './s3_bucket_inventory.ts';
import { secretsmanagerSecret } from './secretsmanager_secret.ts';
import { sfnStateMachine } from './sfn_state_machine.ts';
import { snsTopic } from './sns_topic.ts';
import { snsTopicSubscription } from './sns_topic_subscription.ts';
import { sqsQueue } from './sqs_queue.ts';
import { ssmActivation } from './ssm_activation.ts';
import { ssmParameter } from './ssm_parameter.ts';
import { transferServer } from './transfer_server.ts';
import { vpcEndpoint } from './vpc_endpoint.ts';
import { vpnConnection } from './vpn_connection.ts';
import { wafWebAcl } from './waf_web_acl.ts';
import { wafv2WebAcl } from './wafv2_web_acl.ts';

/** Every billed aws type, one file each. */
export const awsTypes: readonly ResourceType[] = [
  acmCertificate,
  acmpcaCertificateAuthority,
  apiGatewayRestApi,
  apiGatewayStage,
  apigatewayv2Api,
  autoscalingGroup,
  backupVault,
  cloudformationStack,
  cloudfrontDistribution,
  cloudfrontFunction,
  cloudhsmV2Hsm,
  cloudtrail,
  cloudwatchCompositeAlarm,
  cloudwatchDashboard,
  cloudwatchEventBus,
  cloudwatchLogGroup,
  cloudwatchMetricAlarm,
  codebuildProject,
  configConfigRule,
  configConfigurationRecorder,
  dataTransfer,
  dbInstance,
  directoryServiceDirectory,
  dmsReplicationInstance,
  docdbCluster,
  docdbClusterInstance,
  dxConnection,
  dynamodbTable,
  ebsSnapshot,
  ebsVolume,
  ec2ClientVpnEndpoint,
  ec2ClientVpnNetworkAssociation,
  ec2Host,
  ec2TrafficMirrorSession,
  ec2TransitGatewayVpcAttachment,
  ecrRepository,
  ecsService,
  efsFileSystem,
  eip,
  eksCluster,
  eksFargateProfile,
  eksNodeGroup,
  elasticBeanstalkEnvironment,
  elasticacheCluster,
  elasticacheReplicationGroup,
  elb,
  fsxOpenzfsFileSystem,
  fsxWindowsFileSystem,
  globalacceleratorAccelerator,
  globalacceleratorEndpointGroup,
  glueCatalogDatabase,
  glueCrawler,
  glueJob,
  grafanaWorkspace,
  instance,
  kinesisFirehoseDeliveryStream,
  kinesisStream,
  kinesisanalyticsv2Application,
  kmsKey,
  lambdaFunction,
  lambdaProvisionedConcurrencyConfig,
  lb,
  lightsailInstance,
  mqBroker,
  mskCluster,
  mwaaEnvironment,
  natGateway,
  neptuneCluster,
  neptuneClusterInstance,
  neptuneClusterSnapshot,
  networkfirewallFirewall,
  opensearchDomain,
  rdsCluster,
  rdsClusterInstance,
  redshiftCluster,
  route53HealthCheck,
  route53Record,
  route53ResolverEndpoint,
  route53Zone,
  s3Bucket,
  s3BucketInventory,
  secretsmanagerSecret,
  sfnStateMachine,
  snsTopic,
  snsTopicSubscription,
  sqsQueue,
  ssmActivation,
  ssmParameter,
  transferServer,
  vpcEndpoint,
  vpnConnection,
  wafWebAcl,
  wafv2WebAcl,
];
