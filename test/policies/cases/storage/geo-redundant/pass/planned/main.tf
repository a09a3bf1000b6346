provider "azurerm" {
  features {}
}

resource "azurerm_storage_account" "s" {
  name                     = "s"
  location                 = "eastus"
  resource_group_name      = "rg"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
