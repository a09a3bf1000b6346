import { describe, expect, it } from 'vitest';
import { defaultPricing } from '#app/estimate/kubernetes/kubernetes-pricing.ts';
import { nodePoolsFromTerraform } from '#app/estimate/kubernetes/terraform-node-pools.ts';
import { estimateTerraformWorkloads, workloadsFromTerraform } from '#app/estimate/kubernetes/terraform-workloads.ts';
import { readPriceBook } from '#app/pricing/embedded.ts';
import { memoryTree } from '#app/source/tree.ts';
import { readProject } from '#app/terraform/read-project.ts';
import type { ResourceInstance } from '#app/terraform/resource.ts';
import { repositoryRoot } from '#test/support/shared.ts';

const book = readPriceBook(`${repositoryRoot}/dist/prices`);
const now = new Date('2026-11-25T00:00:00Z');

function terraform(text: string): readonly ResourceInstance[] {
  const tree = memoryTree(new Map([['main.tf', text]]));
  return readProject(tree, {
    path: '',
    name: 'main',
    workspace: 'default',
    varFiles: [],
    vars: [],
    environment: {},
  }).resources;
}

describe('node pools in Terraform', () => {
  it('are those of EKS, AKS and GKE with their sizes, counts, labels and taints', () => {
    const pools = nodePoolsFromTerraform(
      terraform(`
        provider "aws" { region = "eu-west-1" }
        resource "aws_eks_node_group" "a" {
          cluster_name    = "c"
          node_group_name = "workers"
          instance_types  = ["m6i.xlarge"]
          labels          = { team = "a" }
          taint {
            key    = "gpu"
            value  = "true"
            effect = "NO_SCHEDULE"
          }
          scaling_config {
            desired_size = 3
            max_size     = 5
            min_size     = 1
          }
        }
        resource "azurerm_kubernetes_cluster" "k" {
          name     = "k"
          location = "westeurope"
          default_node_pool {
            name       = "sys"
            vm_size    = "Standard_D4s_v5"
            node_count = 2
          }
        }
        resource "azurerm_kubernetes_cluster_node_pool" "more" {
          name                  = "more"
          kubernetes_cluster_id = azurerm_kubernetes_cluster.k.id
          vm_size               = "Standard_D8s_v5"
          node_count            = 1
          node_taints           = ["sku=gpu:NoSchedule"]
        }
        resource "google_container_cluster" "g" {
          name                     = "g"
          location                 = "us-central1"
          remove_default_node_pool = true
          initial_node_count       = 1
        }
        resource "google_container_node_pool" "p" {
          name       = "p"
          cluster    = google_container_cluster.g.name
          location   = "us-central1"
          node_count = 2
          node_config { machine_type = "e2-standard-4" }
        }
      `),
      { book, now },
    );
    expect(pools.map(({ name, provider, region, type, count }) => [name, provider, region, type, count])).toEqual([
      ['workers', 'aws', 'eu-west-1', 'm6i.xlarge', 3],
      ['sys', 'azure', 'westeurope', 'Standard_D4s_v5', 2],
      ['more', 'azure', 'westeurope', 'Standard_D8s_v5', 1],
      // Two nodes in each of the region's three zones.
      ['p', 'google', 'us-central1', 'e2-standard-4', 6],
    ]);
    expect(pools[0]).toMatchObject({ labels: { team: 'a' }, taints: [{ key: 'gpu', effect: 'NO_SCHEDULE' }] });
    expect(pools[2]).toMatchObject({ taints: [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }] });
  });

  it('of Autopilot are none, and one whose size is decided at apply has no count', () => {
    const pools = nodePoolsFromTerraform(
      terraform(`
        variable "nodes" { type = number }
        variable "type" { type = string }
        resource "google_container_cluster" "g" {
          name             = "g"
          location         = "us-central1"
          enable_autopilot = true
        }
        resource "aws_eks_node_group" "a" {
          instance_types = ["m6i.xlarge"]
          scaling_config { desired_size = var.nodes }
        }
        resource "aws_eks_node_group" "b" { instance_types = [var.type] }
      `),
      { book, now },
    );
    expect(pools.map(({ name, count }) => [name, count])).toEqual([['a', null]]);
  });
});

describe('workloads in Terraform', () => {
  const estimates = (text: string) =>
    estimateTerraformWorkloads(workloadsFromTerraform(terraform(text)), {
      name: 'main',
      path: '',
      book,
      basis: defaultPricing(),
      currency: 'USD',
      convert: (amount) => amount,
      now,
    });

  it('are priced like manifests, under their Terraform addresses', () => {
    const found = estimates(`
      resource "kubernetes_deployment_v1" "web" {
        metadata {
          name      = "web"
          namespace = "shop"
        }
        spec {
          replicas = 3
          template {
            spec {
              container {
                name  = "app"
                image = "app"
                resources { requests = { cpu = "500m", memory = "1Gi" } }
              }
            }
          }
        }
      }
      resource "kubernetes_horizontal_pod_autoscaler_v2" "web" {
        metadata {
          name      = "web"
          namespace = "shop"
        }
        spec {
          min_replicas = 2
          max_replicas = 6
          scale_target_ref {
            kind = "Deployment"
            name = "web"
          }
        }
      }
      resource "kubernetes_config_map" "c" {
        metadata { name = "c" }
      }
      resource "kubernetes_manifest" "job" {
        manifest = {
          apiVersion = "apps/v1"
          kind       = "Deployment"
          metadata   = { name = "raw" }
          spec       = { template = { spec = { containers = [{ name = "a", resources = { requests = { cpu = "1", memory = "1Gi" } } }] } } }
        }
      }
    `);
    const web = found.get('kubernetes_deployment_v1.web');
    // 3 × (0.5 × 0.031611 + 1 × 0.004237) × 730
    expect(web?.monthlyCost?.amount.toNumber()).toBeCloseTo(43.893075, 9);
    expect(web?.workload?.replicas).toEqual({ minimum: 2, expected: 3, maximum: 6 });
    expect(web).toMatchObject({ type: 'kubernetes_deployment_v1', source: { file: 'main.tf', startLine: 2 } });
    expect(found.get('kubernetes_config_map.c')).toMatchObject({ support: 'free' });
    expect(found.get('kubernetes_horizontal_pod_autoscaler_v2.web')).toMatchObject({ support: 'free' });
    expect(found.get('kubernetes_manifest.job')?.monthlyCost?.amount.toNumber()).toBeCloseTo(26.16904, 9);
  });

  it('whose replicas are decided at apply are unknown', () => {
    const found = estimates(`
      variable "replicas" { type = number }
      resource "kubernetes_deployment" "web" {
        metadata { name = "web" }
        spec {
          replicas = var.replicas
          template {
            spec {
              container {
                name = "app"
                resources { requests = { cpu = "500m", memory = "1Gi" } }
              }
            }
          }
        }
      }
    `);
    expect(found.get('kubernetes_deployment.web')).toMatchObject({ support: 'unknown', monthlyCost: null });
  });

  it('of a chart are unpriced with the command that renders it', () => {
    const found = estimates(`
      resource "helm_release" "redis" {
        name       = "redis"
        chart      = "redis"
        repository = "https://charts.example.org"
      }
    `);
    expect(found.get('helm_release.redis')).toMatchObject({
      support: 'unpriced',
      monthlyCost: null,
      reason: expect.stringContaining('helm template redis redis --repo https://charts.example.org'),
    });
  });
});
