import { per } from '#app/measure/quantity.ts';
import { type Component, part, type ResourceType } from '../resource-type.ts';
import { priceRow } from './price-row.ts';
import { counted } from './simple-row.ts';

interface Plan {
  readonly name: string;
  readonly unit: string;
  readonly key: string;
}

/** What each plan of Microsoft Defender for Cloud counts. */
const PLANS: Readonly<Record<string, readonly Plan[]>> = {
  VirtualMachines: [
    { name: 'Defender for servers, plan 1', unit: 'server', key: 'monthly_servers_plan_1_nodes' },
    { name: 'Defender for servers, plan 2', unit: 'server', key: 'monthly_servers_plan_2_nodes' },
  ],
  AppServices: [{ name: 'Defender for app service', unit: 'node', key: 'monthly_app_service_nodes' }],
  ContainerRegistry: [
    { name: 'Defender for container registries', unit: 'image', key: 'monthly_container_registry_images' },
  ],
  Containers: [{ name: 'Defender for containers', unit: 'vCore', key: 'monthly_containers_vcores' }],
  KeyVaults: [{ name: 'Defender for Key Vault', unit: 'key vault', key: 'monthly_key_vaults' }],
  KubernetesService: [{ name: 'Defender for kubernetes', unit: 'core', key: 'monthly_kubernetes_cores' }],
  SqlServers: [{ name: 'Defender for SQL, outside Azure', unit: 'vCore', key: 'monthly_sql_outside_azure_vcores' }],
  SqlServerVirtualMachines: [
    { name: 'Defender for SQL, Azure-connected', unit: 'instance', key: 'monthly_sql_azure_connected_instances' },
  ],
  StorageAccounts: [{ name: 'Defender for storage', unit: 'storage account', key: 'monthly_storage_accounts' }],
  Arm: [{ name: 'Defender for ARM', unit: 'subscription', key: 'monthly_arm_subscriptions' }],
  Dns: [{ name: 'Defender for DNS', unit: '1M queries', key: 'monthly_dns_queries' }],
  OpenSourceRelationalDatabases: [
    { name: 'Defender for MySQL', unit: 'instance', key: 'monthly_mysql_instances' },
    { name: 'Defender for PostgreSQL', unit: 'instance', key: 'monthly_postgresql_instances' },
    { name: 'Defender for MariaDB', unit: 'instance', key: 'monthly_mariadb_instances' },
  ],
  CosmosDbs: [{ name: 'Defender for Cosmos DB', unit: 'RU/s x 100', key: 'cosmosdb_request_units' }],
};

/** A plan of Microsoft Defender for a subscription; its prices are the same everywhere. */
export const securityCenterSubscriptionPricing: ResourceType = {
  types: ['azurerm_security_center_subscription_pricing'],
  source: { url: 'https://azure.microsoft.com/pricing/details/defender-for-cloud/', read: '2026-08-21' },
  usage: Object.fromEntries(
    Object.values(PLANS)
      .flat()
      .map(({ name, unit, key }) => [key, { unit, means: `how many ${name} protects on average` }]),
  ),
  parts: [
    part('Defender', (r): readonly Component[] => {
      if (r.text('tier', 'Free').toLowerCase() !== 'standard') return [];
      const plans = PLANS[r.text('resource_type', 'VirtualMachines')] ?? [];
      return plans.map(({ name, unit, key }) =>
        priceRow(r, {
          name,
          unit,
          quantity: unit === 'RU/s x 100' ? per(r.usage(key), 100) : counted(r.usage(key), unit),
          usageBased: true,
          region: 'unknown',
        }),
      );
    }),
  ],
};
