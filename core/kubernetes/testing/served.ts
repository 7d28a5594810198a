import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../blueprint/json.ts';
import { type ApiResource, readApiResources } from '../api/api-resource.ts';

/* What two API servers tell in their discovery; of the newer one as far as it is needed: `plural[.short...]:Kind`, `~` for what is in no namespace. */

const core =
  'pods.po:Pod services.svc:Service replicationcontrollers.rc:ReplicationController configmaps.cm:ConfigMap ' +
  'secrets:Secret serviceaccounts.sa:ServiceAccount persistentvolumeclaims.pvc:PersistentVolumeClaim endpoints.ep:Endpoints ' +
  '~persistentvolumes.pv:PersistentVolume ~namespaces.ns:Namespace ~nodes.no:Node';
const apps =
  'deployments.deploy:Deployment replicasets.rs:ReplicaSet daemonsets.ds:DaemonSet statefulsets.sts:StatefulSet';
const rbac = 'roles:Role rolebindings:RoleBinding ~clusterroles:ClusterRole ~clusterrolebindings:ClusterRoleBinding';
const definitions = '~customresourcedefinitions.crd.crds:CustomResourceDefinition';
const budgets = 'poddisruptionbudgets.pdb:PodDisruptionBudget';
const policies = 'networkpolicies.netpol:NetworkPolicy';
const ingresses = 'ingresses.ing:Ingress';
const classes = '~storageclasses.sc:StorageClass';

const both: Readonly<Record<string, string>> = {
  v1: core,
  'apps/v1': apps,
  'batch/v1': 'jobs:Job',
  'networking.k8s.io/v1': `${policies} ${ingresses} ~ingressclasses:IngressClass`,
  'rbac.authorization.k8s.io/v1': rbac,
  'storage.k8s.io/v1': classes,
  'apiextensions.k8s.io/v1': definitions,
  'autoscaling/v1': 'horizontalpodautoscalers.hpa:HorizontalPodAutoscaler',
};

const recorded = new URL('../../../server/plugins/kubernetes/recordings/discovery.json', import.meta.url);

/** Kubernetes 1.20, which serves many old versions still: what a real server told. */
export const served120: readonly ApiResource[] = Object.values(
  JSON.parse(readFileSync(recorded, 'utf8')) as JsonObject,
).flatMap((answer) => readApiResources(answer));

/** Kubernetes 1.32, and one kind that was added to it. */
export const served132: readonly ApiResource[] = [
  ...listed(both),
  ...listed({
    'batch/v1': 'cronjobs.cj:CronJob',
    'policy/v1': budgets,
    'autoscaling/v2': 'horizontalpodautoscalers.hpa:HorizontalPodAutoscaler',
    'stable.example.com/v1': 'crontabs.ct:CronTab',
  }),
];

/** Through the form in which servers tell it. */
function listed(resources: Readonly<Record<string, string>>): ApiResource[] {
  return Object.entries(resources).flatMap(([groupVersion, written]) =>
    readApiResources({ kind: 'APIResourceList', groupVersion, resources: written.split(' ').map(resourceOf) }),
  );
}

function resourceOf(written: string): JsonObject {
  const [names = '', kind = ''] = written.replace('~', '').split(':');
  const [name = '', ...shortNames] = names.split('.');
  return { name, kind, singularName: kind.toLowerCase(), shortNames, namespaced: !written.startsWith('~') };
}
