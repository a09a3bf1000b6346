provider "azurerm" {
  features {}
}

resource "azurerm_linux_virtual_machine" "vm" {
  name                  = "vm"
  location              = "eastus"
  resource_group_name   = "rg"
  size                  = "Standard_DS2_v2"
  admin_username        = "a"
  network_interface_ids = ["nic"]
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}
