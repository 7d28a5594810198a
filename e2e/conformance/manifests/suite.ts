import { served120, served132 } from '../../../core/kubernetes/testing/served.ts';
import type { Suite } from '../suite.ts';
import { callsOf, wrongWithCall } from './check-call.ts';
import { type Fate, fateOf } from './check-object.ts';
import { type Brought, type Compiled, compileAll, readManifests, readMicroservices } from './read-folder.ts';

const servers = [
  { server: 'Kubernetes 1.20', served: served120 },
  { server: 'Kubernetes 1.32', served: served132 },
] as const;

type Server = (typeof servers)[number];

/** What was looked at, and what is wrong with it. */
interface Tally {
  name: string;
  wrong: string | null;
}

/**
 * Takes the Kubernetes objects of a folder of real blueprints, those of its manifests and of its microservices, and the
 * calls of its workflows to an old and a new API server, as those tell what they serve.
 */
export const runManifests: Suite = async (root, { only, verbose, print }) => {
  const compiled = await compileAll(root);
  const services = (await Promise.all(compiled.map(readMicroservices))).flat();
  const brought = [...services, ...readManifests(root)].filter(({ from }) => only === null || from.includes(only));
  const callers = compiled.filter(({ id }) => only === null || id.includes(only));
  const tallies: Tally[] = brought.map(({ from, problem }) => ({ name: from, wrong: problem }));
  for (const at of servers) {
    const fates = fatesAt(at, brought);
    const count = (kind: Fate['kind']): number => fates.filter((fate) => fate.kind === kind).length;
    const calls = callsAt(at, callers);
    print(
      `${at.server}: ${count('served')} objects as written, ${count('moved')} in a newer version, ` +
        `${count('refused')} refused; ${calls.length} calls of workflows`,
    );
    for (const { name, reason } of fates) if (verbose && reason !== null) print(`${name}: ${reason}`);
    tallies.push(...fates, ...calls);
  }
  const failures = tallies.flatMap(({ name, wrong }) => (wrong === null ? [] : [`${name}: ${wrong}`]));
  for (const failure of failures) print(`FAILED ${failure}`);
  return { passed: tallies.length - failures.length, failed: failures.length, failures };
};

function fatesAt({ server, served }: Server, brought: readonly Brought[]): (Tally & Fate)[] {
  return brought.flatMap(({ from, objects }) =>
    objects.map((object) => ({ name: `${server}, ${from}`, ...fateOf(object, served) })),
  );
}

function callsAt({ server, served }: Server, compiled: readonly Compiled[]): Tally[] {
  return compiled.flatMap(({ id, plan }) =>
    callsOf(plan).map((call) => ({
      name: `${server}, ${id}: ${call.workflow}`,
      wrong: wrongWithCall(call, served),
    })),
  );
}
