import type { ServiceDependencies } from '../../dependencies.ts';
import type { LogSets } from './log-sets.ts';

/** What the use cases of logs are given. */
export type LogDependencies = Pick<ServiceDependencies, 'db'> & { sets: LogSets };
