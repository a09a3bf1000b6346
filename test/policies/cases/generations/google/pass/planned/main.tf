provider "google" {
  project = "p"
  region  = "us-central1"
}

resource "google_compute_instance" "vm" {
  name         = "vm"
  machine_type = "n2-standard-2"
  zone         = "us-central1-a"
  boot_disk {
    initialize_params {
      image = "debian-12"
    }
  }
  network_interface {
    network = "default"
  }
}
