import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than a few seconds; the longest of a project first. */
const longFiles = [
  'scripts/start/start.int.test.ts',
  'server/plugins/kubernetes/resources/resources-crash.k8s.int.test.ts',
  'server/plugins/kubernetes/microservice-crash.k8s.int.test.ts',
  'db/embedded/start.int.test.ts',
  'server/services/updates/update-crashes.int.test.ts',
  'server/services/updates/updates.int.test.ts',
  'server/api/stream.int.test.ts',
  'server/plugins/kubernetes/resources/published.k8s.int.test.ts',
  'server/api/policy.int.test.ts',
  'server/services/imports/imports.int.test.ts',
  'server/hosts/lost-network.int.test.ts',
  'server/services/executions/log/log.int.test.ts',
  'server/services/lifecycle.int.test.ts',
  'server/services/search.int.test.ts',
  'server/services/drafts/drafts.int.test.ts',
  'server/services/updates/update-endings.int.test.ts',
  'server/plugins/script/wine-cellar.int.test.ts',
  'server/hosts/launcher/shells.int.test.ts',
  'server/plugins/kubernetes/microservice.k8s.int.test.ts',
  'server/hosts/recovery.int.test.ts',
  'server/worker.int.test.ts',
  'e2e/fleet/fleet.int.test.ts',
  'server/services/hosts/pooled-hosts.int.test.ts',
  'server/security/ssh/authentication.int.test.ts',
  'server/hosts/host-faults.int.test.ts',
  'server/runtime/execution-groups.int.test.ts',
  'server/hosts/flood.int.test.ts',
  'server/hosts/cuts.int.test.ts',
  'core/dsl/mutations.test.ts',
  'e2e/conformance/edits/suite.test.ts',
  'core/dsl/hostile-texts.test.ts',
  'core/dsl/edits.test.ts',
  'e2e/conformance/dsl.test.ts',
  'core/schedules/recurrence.test.ts',
  'core/dsl/valid-blueprints.test.ts',
  'core/dsl/compiler.test.ts',
  'core/dsl/safe-yaml/parse-yaml.test.ts',
  'core/design/build-design.test.ts',
];

/**
 * Long files first: one that begins last would run alone at the end. Vitest's own order knows durations of former runs
 * only, and there are none in a fresh checkout. A file that is not listed is only later, never left out.
 */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longFiles.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at === -1 ? longFiles.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
