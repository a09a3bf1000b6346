import type { ResourceType } from '../resource-type.ts';
import { functionApp } from './function_app.ts';
import { kubernetesCluster, kubernetesNodePool } from './kubernetes_cluster.ts';
import { machineLearningCluster, machineLearningInstance } from './machine_learning_compute.ts';
import { managedDisk } from './managed_disk.ts';
import { appServicePlan, servicePlan } from './service_plan.ts';
import { virtualMachine, virtualMachineBySystem } from './virtual_machine.ts';
import { scaleSet, scaleSetBySystem } from './virtual_machine_scale_set.ts';

/** Every billed azurerm type, one subject a file. */
export const azurermTypes: readonly ResourceType[] = [
  appServicePlan,
  functionApp,
  kubernetesCluster,
  kubernetesNodePool,
  machineLearningCluster,
  machineLearningInstance,
  managedDisk,
  scaleSet,
  scaleSetBySystem,
  servicePlan,
  virtualMachine,
  virtualMachineBySystem,
];
