import { NonRecoverableError, type OperationContext } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import type { HostAccount } from '../../hosts/pooled-host.ts';
import type { SudoOptions } from '../../hosts/sudo.ts';
import type { Transport } from '../../hosts/transport.ts';
import type { SshTarget } from '../../security/ssh/endpoint.ts';
import { type FabricEnv, readFabricEnv } from './fabric-env.ts';
import { fabricTarget } from './fabric-target.ts';
import { generationOf } from './generation.ts';
import { hiddenStreams } from './hide-output.ts';
import { flagInput, listInput } from './read-input.ts';

/** What all operations of the plugin make of their inputs. */
export interface FabricConnection {
  env: FabricEnv;
  target: SshTarget;
  transport: Transport;
  /** Null: without sudo. */
  sudo: SudoOptions | null;
  hidden: ReadonlySet<'stdout' | 'stderr'>;
  /** Exit codes after which another attempt is of no use. */
  finalCodes: ReadonlySet<number>;
}

/** Reads the inputs that every operation has. Nothing is connected yet. Throws `NonRecoverableError`. */
export async function openConnection(hosts: Hosts, context: OperationContext): Promise<FabricConnection> {
  const { inputs } = context;
  const generation = generationOf(context);
  const env = readFabricEnv(inputs['fabric_env'], generation);
  const hidden = hiddenStreams(inputs['hide_output'], generation);
  if (!context.recovering) for (const { level, text } of env.remarks) context.log(level, text);
  const { target, sudoPassword } = await findTarget(hosts, context, env);
  const sudo = { user: env.sudo.user, password: env.sudo.password ?? sudoPassword };
  return {
    env,
    target,
    transport: hosts.transportTo(target),
    sudo: flagInput(inputs['use_sudo'], 'use_sudo') === true ? sudo : null,
    hidden,
    finalCodes: new Set(
      listInput(inputs['non_recoverable_error_exit_codes'], 'non_recoverable_error_exit_codes').map(Number),
    ),
  };
}

/** The machine and account that `fabric_env` means, and what sudo asks for there when the host is of the pool. */
export async function findTarget(hosts: Hosts, context: OperationContext, env: FabricEnv): Promise<HostAccount> {
  const account = await accountOfNode(hosts, context);
  const readKey = (key: string, owner: string): Promise<string> => hosts.readKey(context, key, owner);
  const target = await fabricTarget(context, env, { readKey, account: account?.target ?? null });
  return { target, sudoPassword: target.address === account?.target.address ? account.sudoPassword : null };
}

async function accountOfNode(hosts: Hosts, context: OperationContext): Promise<HostAccount | null> {
  if (context.self === undefined || context.host === null) return null;
  try {
    return await hosts.accountOn(context, context.host);
  } catch (error) {
    // The host may well have no account of its own: then `fabric_env` says everything, or is told what is missing.
    if (error instanceof NonRecoverableError) return null;
    throw error;
  }
}
