import type { Dialect } from './model.ts';
import { installLifecycle, type Lifecycle, uninstallLifecycle } from './phases.ts';
import { rollbackLifecycle } from './rollback-phases.ts';
import { v3InstallLifecycle, v3UninstallLifecycle } from './v3-phases.ts';

/** What an instance goes through, by what is done with it. */
export interface Lifecycles {
  install: Lifecycle;
  uninstall: Lifecycle;
  rollback: Lifecycle;
  /** A removal ignores every failure. */
  alwaysIgnoresFailure: boolean;
}

const byDialect: Readonly<Record<Dialect, Lifecycles>> = {
  v5: {
    install: installLifecycle,
    uninstall: uninstallLifecycle,
    rollback: rollbackLifecycle,
    alwaysIgnoresFailure: false,
  },
  v3: {
    install: v3InstallLifecycle,
    uninstall: v3UninstallLifecycle,
    rollback: rollbackLifecycle,
    alwaysIgnoresFailure: true,
  },
};

/** The lifecycles of a generation of the reference. */
export function lifecyclesOf(dialect: Dialect): Lifecycles {
  return byDialect[dialect];
}
