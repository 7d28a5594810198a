import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { toOperationError } from '../../../hosts/connection-error.ts';
import { LauncherFailure } from '../../../hosts/follower.ts';
import type { HostAccount } from '../../../hosts/pooled-host.ts';
import { runCommand } from '../../../hosts/run-command.ts';
import type { Transport } from '../../../hosts/transport.ts';

/** Where installers leave the kubeconfig of the administrator: Gantry's own, kubeadm, k3s, the account's. */
const places = [
  '/etc/gantry/kubernetes/admin.conf',
  '/etc/kubernetes/admin.conf',
  '/etc/rancher/k3s/k3s.yaml',
  '$HOME/.kube/config',
];

const none = 44;

/** Prints the first that is there. What sudo may ask for is the first line of what it reads. */
const command = `IFS= read -r password
ask() { sudo -n "$@" 2>/dev/null || { [ -n "$password" ] && printf '%s\\n' "$password" | sudo -S -p '' "$@" 2>/dev/null; }; }
for file in ${places.map((place) => `"${place}"`).join(' ')}; do
  if [ -r "$file" ]; then cat "$file"; exit; fi
  if ask test -r "$file"; then ask cat "$file"; exit; fi
done
exit ${none}`;

/**
 * The kubeconfig of the administrator on a master, with sudo where it needs it.
 *
 * @throws KubernetesFault when there is none; RecoverableError, NonRecoverableError when the machine cannot be reached
 */
export async function kubeconfigOnHost(transport: Transport, { sudoPassword }: HostAccount): Promise<string> {
  return toOperationError(async () => {
    try {
      return await runCommand(transport, command, `${sudoPassword ?? ''}\n`);
    } catch (error) {
      if (!(error instanceof LauncherFailure) || error.code !== none) throw error;
      throw new KubernetesFault(
        `${transport.name} has no kubeconfig that this account may read (${places.join(', ')}).`,
        'Check that the cluster is installed there and that the account may use sudo, or store a kubeconfig as a secret.',
      );
    }
  });
}
