provider "azurerm" {
  features {}
}

resource "azurerm_log_analytics_workspace" "w" {
  name                = "w"
  location            = "eastus"
  resource_group_name = "rg"
  sku                 = "PerGB2018"
  retention_in_days   = 365
}
