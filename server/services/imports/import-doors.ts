import type { Env } from '../../env.ts';
import { createEgress } from '../../security/egress/egress.ts';
import { createFetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { createFetchRepository } from '../../security/git/fetch-repository.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { draftLimits } from '../drafts/draft-paths.ts';
import { createHostKeyPort } from '../hosts/host-key-port.ts';

const patience = 60_000;
const advice = 'An administrator can allow it with GANTRY_IMPORT_HOSTS.';

/** The two ways to fetch what a person names, held to what the administrator allows. */
export function createImportDoors({
  env,
  ...parts
}: Pick<ServiceDependencies, 'db' | 'clock'> & { env: Pick<Env, 'importHosts'> }): Pick<
  ServiceDependencies,
  'fetchFile' | 'fetchRepository'
> {
  const egress = createEgress(env.importHosts, advice);
  const { all: bytes, files } = draftLimits;
  return {
    fetchFile: createFetchGuarded(egress, { bytes, patience }),
    fetchRepository: createFetchRepository({
      ...{ egress, hostKeys: createHostKeyPort(parts) },
      limits: { bytes, files, patience },
    }),
  };
}
