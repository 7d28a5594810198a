import type { Runtime, RuntimeDependencies, RuntimeOptions } from './ports.ts';

/** The worker of this process; nothing happens before `start`. */
export declare function createRuntime(dependencies: RuntimeDependencies, options?: RuntimeOptions): Runtime;
