provider "google" {
  project = "p"
  region  = "us-central1"
}

resource "google_compute_disk" "d" {
  name = "d"
  type = "pd-balanced"
  zone = "us-central1-a"
  size = 10
}
