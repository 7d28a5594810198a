import { auditRouter } from './routers/audit/router.ts';
import { blueprintsRouter } from './routers/blueprints/router.ts';
import { catalogueRouter } from './routers/catalogue/router.ts';
import { deploymentsRouter } from './routers/deployments/router.ts';
import { draftsRouter } from './routers/drafts/router.ts';
import { executionsRouter } from './routers/executions/router.ts';
import { groupsRouter } from './routers/groups/router.ts';
import { hostsRouter } from './routers/hosts/router.ts';
import { importsRouter } from './routers/imports/router.ts';
import { kubernetesRouter } from './routers/kubernetes/router.ts';
import { listsRouter } from './routers/lists/router.ts';
import { schedulesRouter } from './routers/schedules/router.ts';
import { secretsRouter } from './routers/secrets/router.ts';
import { sessionRouter } from './routers/session/router.ts';
import { systemRouter } from './routers/system/router.ts';
import { updatesRouter } from './routers/updates/router.ts';
import { usersRouter } from './routers/users/router.ts';
import { router } from './trpc.ts';

/** The whole API. No transformer: everything is plain JSON, times are ISO 8601 strings. */
export const appRouter = router({
  session: sessionRouter,
  blueprints: blueprintsRouter,
  deployments: deploymentsRouter,
  drafts: draftsRouter,
  executions: executionsRouter,
  schedules: schedulesRouter,
  lists: listsRouter,
  groups: groupsRouter,
  hosts: hostsRouter,
  imports: importsRouter,
  kubernetes: kubernetesRouter,
  secrets: secretsRouter,
  updates: updatesRouter,
  users: usersRouter,
  catalogue: catalogueRouter,
  system: systemRouter,
  audit: auditRouter,
});

/** What the page builds its client from (`import type`). */
export type AppRouter = typeof appRouter;
