import { describe, expect, it } from 'vitest';
import { estimateText } from '#test/support/resources.ts';

/** Rows of the resource called `x`, by name: quantity, unit price and monthly cost as text, and the state. */
function rowsOf(main: string, usage: Readonly<Record<string, unknown>> = {}) {
  const type = /resource "(\w+)" "x"/.exec(main)?.[1] ?? '';
  const estimate = estimateText(main, { usage: { resource_usage: { [`${type}.x`]: usage } } });
  const subject = estimate.projects[0]?.resources.find((each) => each.address === `${type}.x`);
  return new Map(
    subject?.components.map((row) => [
      [...row.path, row.name].join(' > '),
      {
        quantity: row.monthlyQuantity?.toFixed() ?? null,
        cost: row.monthlyCost?.amount.toDecimalPlaces(2).toFixed() ?? null,
        state: row.priceState,
      },
    ]),
  );
}

describe('where the reference program is known to be wrong, Azure', () => {
  it('fills the data tiers of an application gateway v1 from 0, 10 and 40 TB on', () => {
    // https://azure.microsoft.com/pricing/details/application-gateway/: first 10 TB, next 30 TB, over 40 TB.
    const main = `resource "azurerm_application_gateway" "x" {
      location = "eastus"
      sku {
        name     = "Standard_Small"
        capacity = 2
      }
    }`;
    const rows = rowsOf(main, { monthly_data_processed_gb: 50_000 });
    expect(rows.get('Gateway usage (basic, small)')?.quantity).toBe('1460');
    expect(rows.get('Data processing (0-10TB)')?.quantity).toBe('10240');
    expect(rows.get('Data processing (10-40TB)')?.quantity).toBe('30720');
    expect(rows.get('Data processing (over 40TB)')?.quantity).toBe('9040');
  });

  it('makes brokered connections cheaper tier by tier', () => {
    // https://azure.microsoft.com/pricing/details/service-bus/: 1,000 free, to 100,000 at 0.03, to 500,000 at 0.025,
    // the rest at 0.015. 99,000 × 0.03, 400,000 × 0.025, 100,000 × 0.015.
    const main = 'resource "azurerm_servicebus_namespace" "x" {\n  location = "westeurope"\n  sku = "Standard"\n}';
    const rows = rowsOf(main, { monthly_brokered_connections: 600_000 });
    expect(rows.get('Brokered connections (1K-100K)')?.cost).toBe('2970');
    expect(rows.get('Brokered connections (100K-500K)')?.cost).toBe('10000');
    expect(rows.get('Brokered connections (over 500K)')?.cost).toBe('1500');
  });

  it('never bills a region of China at the prices of the public cloud', () => {
    // https://azure.microsoft.com/pricing/: Azure China is operated by 21Vianet, with a price list of its own.
    const rows = rowsOf('resource "azurerm_nat_gateway" "x" {\n  location = "chinaeast2"\n}');
    expect(rows.get('NAT gateway')).toEqual({ quantity: '730', cost: null, state: 'unpriced' });
  });

  it('bills the standby of a highly available PostgreSQL server, of either mode', () => {
    // https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-high-availability: compute and storage of
    // primary and standby. westus: 2 × 730 × 0.203, 2 × 32 × 0.138.
    const main = `resource "azurerm_postgresql_flexible_server" "x" {
      location   = "westus"
      sku_name   = "GP_Standard_D2ads_v5"
      storage_mb = 32768
      high_availability {
        mode = "SameZone"
      }
    }`;
    const rows = rowsOf(main);
    expect(rows.get('Compute (GP_Standard_D2ads_v5)')).toEqual({ quantity: '1460', cost: '296.38', state: 'priced' });
    expect(rows.get('Storage')).toEqual({ quantity: '64', cost: '8.83', state: 'priced' });
  });

  it('bills a backup of more than 500 GB for each 500 GB that it begins', () => {
    // https://azure.microsoft.com/pricing/details/backup/: 1.2 TB are three times the fee of 10.
    const main = `resource "azurerm_recovery_services_vault" "x" {
      name              = "vault"
      location          = "westeurope"
      storage_mode_type = "LocallyRedundant"
    }
    resource "azurerm_backup_protected_vm" "machine" {
      recovery_vault_name = azurerm_recovery_services_vault.x.name
    }`;
    const rows = rowsOf(main, { 'azurerm_backup_protected_vm.machine': { disk_utilization_gb: 1200 } });
    expect(rows.get('azurerm_backup_protected_vm.machine > Instance backup (over 500 GB)')?.cost).toBe('30');
  });

  it('bills a disk that a machine attaches once, as the resource it is', () => {
    const main = `resource "azurerm_managed_disk" "disk" {
      location     = "eastus"
      disk_size_gb = 32
    }
    resource "azurerm_virtual_machine" "x" {
      location = "eastus"
      vm_size  = "Standard_F2"
      storage_os_disk {
        managed_disk_type = "Standard_LRS"
      }
      storage_data_disk {
        create_option   = "Attach"
        managed_disk_id = azurerm_managed_disk.disk.id
      }
    }`;
    expect([...rowsOf(main).keys()].filter((name) => name.startsWith('storage_data_disk'))).toEqual([]);
  });

  it('leaves functions on a dedicated plan to the bill of the plan', () => {
    // https://learn.microsoft.com/azure/azure-functions/dedicated-plan: "you pay for the App Service plan".
    const main = `resource "azurerm_service_plan" "plan" {
      os_type  = "Linux"
      sku_name = "P1v3"
    }
    resource "azurerm_linux_function_app" "x" {
      location        = "eastus"
      service_plan_id = azurerm_service_plan.plan.id
    }`;
    expect([...rowsOf(main, { monthly_executions: 1_000_000 }).keys()]).toEqual([]);
  });

  it('shows a spot machine as unpriced, not at the price of pay as you go', () => {
    // https://azure.microsoft.com/pricing/spot-advisor/: spot prices change all the time; the book holds none.
    const main = `resource "azurerm_linux_virtual_machine" "x" {
      location = "eastus"
      size     = "Standard_D2s_v3"
      priority = "Spot"
    }`;
    const name = 'Instance usage (Linux, spot, Standard_D2s_v3)';
    expect(rowsOf(main).get(name)?.state).toBe('unpriced');
    // Whoever knows the discount states it: 0.096 × 730 × 0.2.
    const stated = rowsOf(main, { spot_discount_percent: 80 }).get(name);
    expect([stated?.state, stated?.cost]).toEqual(['priced', '14.02']);
  });
});

describe('machines of AKS', () => {
  const cluster = `resource "azurerm_kubernetes_cluster" "x" {
    location = "westeurope"
    sku_tier = "Standard"
    default_node_pool {
      vm_size    = "Standard_D2s_v3"
      node_count = 3
    }
  }`;

  it('bills every node and its system disk, by default of 128 GB', () => {
    // https://azure.microsoft.com/pricing/details/virtual-machines/linux/: D2s v3 in West Europe 0.12 an hour; premium
    // disks (the `s`): P10 21.68 a month. 3 × 730 × 0.12, 3 × 21.68.
    const rows = rowsOf(cluster);
    expect(rows.get('default_node_pool > Instance usage (Linux, pay as you go, Standard_D2s_v3)')?.cost).toBe('262.8');
    expect(rows.get('default_node_pool > os_disk > Storage (P10, LRS)')).toEqual({
      quantity: '3',
      cost: '65.04',
      state: 'priced',
    });
  });

  it('bills no disk for nodes with an ephemeral one', () => {
    const rows = rowsOf(cluster.replace('node_count = 3', 'node_count = 3\n      os_disk_type = "Ephemeral"'));
    expect([...rows.keys()].filter((name) => name.includes('os_disk'))).toEqual([]);
  });

  it('takes the least of an autoscaling pool, and says when its number is decided at apply', () => {
    const pool = (body: string) => `resource "azurerm_kubernetes_cluster_node_pool" "x" {
      vm_size = "Standard_D2s_v3"
      ${body}
    }
    resource "random_integer" "nodes" {
      min = 1
      max = 9
    }`;
    const name = 'Instance usage (Linux, pay as you go, Standard_D2s_v3)';
    expect(rowsOf(pool('min_count = 2')).get(name)?.quantity).toBe('1460');
    expect(rowsOf(pool('node_count = random_integer.nodes.result')).get('Nodes')?.state).toBe('unknown');
  });
});

describe('sizes that follow from others', () => {
  it('bills vCores of Azure SQL alike in every size', () => {
    // Facts for eastus: GP_Gen5_4 costs 0.60886 an hour; eight cores twice that. 730 × 1.21772.
    const main = `resource "azurerm_mssql_database" "x" {
      location = "eastus"
      sku_name = "GP_Gen5_8"
    }`;
    expect(rowsOf(main).get('Compute (provisioned, GP_Gen5_8)')?.cost).toBe('888.94');
  });

  it.each([
    ['32', 'S4'],
    ['33', 'S6'],
    ['128', 'S10'],
    ['129', 'S15'],
    ['32767', 'S80'],
  ])('takes the next size of standard disk for %s GB: %s', (size, name) => {
    // https://azure.microsoft.com/pricing/details/managed-disks/
    const rows = rowsOf(
      `resource "azurerm_managed_disk" "x" {\n  location = "westeurope"\n  disk_size_gb = ${size}\n}`,
    );
    expect(rows.has(`Storage (${name}, LRS)`)).toBe(true);
  });
});

describe('references to what does not exist yet', () => {
  it('bills a database in a new pool for its backups only', () => {
    const main = `resource "azurerm_mssql_elasticpool" "pool" {
      location = "eastus"
      sku {
        name     = "GP_Gen5"
        capacity = 4
      }
    }
    resource "azurerm_mssql_database" "x" {
      location        = "eastus"
      elastic_pool_id = azurerm_mssql_elasticpool.pool.id
    }`;
    expect([...rowsOf(main).keys()]).toEqual(['Long-term retention (RA-GRS)', 'PITR backup storage (RA-GRS)']);
  });

  it('takes the plan of the same key for each app', () => {
    const main = `resource "azurerm_service_plan" "plan" {
      for_each = toset(["EP1", "EP2"])
      os_type  = "Linux"
      sku_name = each.key
    }
    resource "azurerm_linux_function_app" "x" {
      location        = "eastus"
      service_plan_id = azurerm_service_plan.plan["EP2"].id
    }`;
    expect([...rowsOf(main).keys()]).toEqual(['vCPU (EP2)', 'Memory (EP2)']);
  });
});

describe('dearer tiers that the book does not know', () => {
  it.each([
    ['Uptime SLA', 'resource "azurerm_kubernetes_cluster" "x" {\n  location = "eastus"\n  sku_tier = "Premium"\n}'],
    ['Data processed', 'resource "azurerm_firewall" "x" {\n  location = "eastus"\n  sku_tier = "Basic"\n}'],
    ['Bastion host', 'resource "azurerm_bastion_host" "x" {\n  location = "australiaeast"\n  sku = "Standard"\n}'],
    ['Instance', 'resource "azurerm_app_configuration" "x" {\n  location = "westeurope"\n  sku = "premium"\n}'],
  ])('%s is unpriced, not billed like the cheaper tier', (name, main) => {
    expect(rowsOf(main, { monthly_data_processed_gb: 1 }).get(name)?.state).toBe('unpriced');
  });

  it('doubles the throughput of Cosmos DB with writes in every region', () => {
    // https://azure.microsoft.com/pricing/details/cosmos-db/: 0.016 instead of 0.008 an hour for 100 RU/s. 4 × 730 × 0.016.
    const main = `resource "azurerm_cosmosdb_account" "account" {
      name                             = "account"
      location                         = "westus"
      multiple_write_locations_enabled = true
      geo_location {
        location = "westus"
      }
    }
    resource "azurerm_cosmosdb_sql_database" "x" {
      account_name = azurerm_cosmosdb_account.account.name
      throughput   = 400
    }`;
    expect(rowsOf(main).get('Provisioned throughput (provisioned, West US)')?.cost).toBe('46.72');
  });
});
