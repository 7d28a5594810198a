import type { JsonObject } from '../../blueprint/json.ts';
import { type KubernetesObject, mapAt } from '../objects/kubernetes-object.ts';

/** What becomes of an object whose version is gone: the same in a newer version, or why that is not the same. */
export type Moved = { ok: true; object: KubernetesObject } | { ok: false; reason: string; hint: string };

interface Move {
  from: readonly string[];
  kinds: readonly string[];
  to: string;
  change?: (object: KubernetesObject) => Moved;
}

const oldApps = ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'];
const roles = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];

/** Versions that servers stopped to serve, and those with the same meaning (systems.md S2 and row 34). */
const moves: readonly Move[] = [
  { from: oldApps, kinds: ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'], to: 'apps/v1', change: toApps },
  { from: ['extensions/v1beta1'], kinds: ['NetworkPolicy'], to: 'networking.k8s.io/v1' },
  { from: ['batch/v1beta1'], kinds: ['CronJob'], to: 'batch/v1' },
  { from: ['rbac.authorization.k8s.io/v1beta1'], kinds: roles, to: 'rbac.authorization.k8s.io/v1' },
  { from: ['storage.k8s.io/v1beta1'], kinds: ['StorageClass', 'CSIDriver', 'CSINode'], to: 'storage.k8s.io/v1' },
  { from: ['scheduling.k8s.io/v1beta1'], kinds: ['PriorityClass'], to: 'scheduling.k8s.io/v1' },
  { from: ['coordination.k8s.io/v1beta1'], kinds: ['Lease'], to: 'coordination.k8s.io/v1' },
  { from: ['node.k8s.io/v1beta1'], kinds: ['RuntimeClass'], to: 'node.k8s.io/v1' },
  { from: ['networking.k8s.io/v1beta1'], kinds: ['IngressClass'], to: 'networking.k8s.io/v1' },
  { from: ['autoscaling/v2beta2'], kinds: ['HorizontalPodAutoscaler'], to: 'autoscaling/v2' },
  { from: ['policy/v1beta1'], kinds: ['PodDisruptionBudget'], to: 'policy/v1', change: toPolicy },
  {
    from: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
    kinds: ['Ingress'],
    to: 'networking.k8s.io/v1',
    change: () => other('a backend is written as service.name and service.port, and each path needs a pathType'),
  },
  {
    from: ['apiextensions.k8s.io/v1beta1'],
    kinds: ['CustomResourceDefinition'],
    to: 'apiextensions.k8s.io/v1',
    change: () => other('each version has a schema of its own, below spec.versions'),
  },
  {
    from: ['autoscaling/v2beta1'],
    kinds: ['HorizontalPodAutoscaler'],
    to: 'autoscaling/v2',
    change: () => other('metrics are written with a target'),
  },
  {
    from: ['admissionregistration.k8s.io/v1beta1'],
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    to: 'admissionregistration.k8s.io/v1',
    change: () => other('sideEffects and admissionReviewVersions must be given'),
  },
];

/** Where an object of a version that is gone belongs now; null when nothing is known of it. */
export function findMove(object: KubernetesObject): { to: string; move(): Moved } | null {
  const found = moves.find(({ from, kinds }) => from.includes(object.apiVersion) && kinds.includes(object.kind));
  if (found === undefined) return null;
  const { to, change = (same) => ({ ok: true, object: same }) } = found;
  return {
    to,
    move: () => {
      const moved = change(object);
      return moved.ok ? { ok: true, object: { ...moved.object, apiVersion: to } } : moved;
    },
  };
}

function other(difference: string): Moved {
  return { ok: false, reason: `there ${difference}.`, hint: 'Write the object anew in that version.' };
}

/** Fields of the old versions that have no successor. */
const dropped = ['rollbackTo', 'templateGeneration'];

/** What older servers filled in by themselves is written down: the selector, and how pods are replaced. */
function toApps(object: KubernetesObject): Moved {
  const spec = mapAt(object, 'spec');
  const gone = dropped.find((field) => Object.hasOwn(spec, field));
  if (gone !== undefined) return { ok: false, reason: `there is no spec.${gone}.`, hint: 'Leave it out.' };
  const labels = mapAt(mapAt(mapAt(spec, 'template'), 'metadata'), 'labels');
  const hasSelector = Object.keys(mapAt(spec, 'selector')).length > 0;
  if (!hasSelector && Object.keys(labels).length === 0)
    return { ok: false, reason: 'there a selector must be given.', hint: 'Give the template labels, and a selector.' };
  const selector = hasSelector ? {} : { selector: { matchLabels: labels } };
  return { ok: true, object: { ...object, spec: { ...oldStrategy(object), ...spec, ...selector } } };
}

/** Before apps/v1beta2, these two replaced no pod by themselves. */
function oldStrategy({ apiVersion, kind }: KubernetesObject): JsonObject {
  const isKept = (kind === 'DaemonSet' || kind === 'StatefulSet') && apiVersion !== 'apps/v1beta2';
  return isKept ? { updateStrategy: { type: 'OnDelete' } } : {};
}

function toPolicy(object: KubernetesObject): Moved {
  const selector = mapAt(mapAt(object, 'spec'), 'selector');
  if (Object.keys(selector).length > 0) return { ok: true, object };
  return {
    ...{ ok: false, reason: 'there an empty selector means all pods, where it meant none.' },
    hint: 'Write a selector.',
  };
}
