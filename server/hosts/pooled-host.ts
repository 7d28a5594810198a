import type { OperationContext } from '../../core/ports/operation.ts';
import type { SshTarget } from '../security/ssh/endpoint.ts';

/** The account on a host that the product itself knows. */
export interface HostAccount {
  target: SshTarget;
  /** What sudo asks for there; null: it does not ask, or nobody knows. */
  sudoPassword: string | null;
}

/** Finds the account on the host of the pool that a node instance holds; null when it holds none. */
export type FindPooledAccount = (context: OperationContext, instanceId: string) => Promise<HostAccount | null>;

/** The runtime property of an instance that has taken a host from the pool: since when it holds it. */
export const pooledHostProperty = 'host_taken_at';
