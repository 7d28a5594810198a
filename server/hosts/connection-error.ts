import { NonRecoverableError, RecoverableError } from '../../core/ports/operation.ts';
import { SshFailure } from '../security/ssh/failure.ts';
import { LauncherFailure } from './follower.ts';

/** Turns what goes wrong between this server and a host into the errors of an operation. */
export async function toOperationError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LauncherFailure) throw new RecoverableError(error.message);
    if (!(error instanceof SshFailure)) throw error;
    throw error.retryable ? new RecoverableError(error.message) : new NonRecoverableError(error.message);
  }
}
