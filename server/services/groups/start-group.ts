import type { Tx } from '../../../db/client.ts';
import { advanceGroupIn, insertGroup, listGroupMembers } from '../../../db/repositories/execution-group.ts';
import type { ExecutionGroupResult, FieldProblem, NewExecutionGroup } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import { createExecution, type ExecutionRequest } from '../../runtime/requests.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { guardRun } from '../executions/guard-run.ts';
import { prepareRun } from '../executions/prepare-run.ts';
import { nameSome } from '../name-some.ts';

const defaultConcurrency = 5;
/** Each member's plan is read and checked before anything begins. */
const mostMembers = 10_000;
const mostProblems = 20;

/**
 * Starts a workflow on many deployments, some at a time, in the order of their names. What is wrong with one of them
 * is told, and nothing begins; once they run, the failure of one does not stop the others.
 */
export async function startGroup(
  dependencies: ServiceDependencies,
  actor: Actor,
  given: NewExecutionGroup,
): Promise<ExecutionGroupResult> {
  const { workflow, parameters = {}, concurrency = defaultConcurrency } = given;
  return change<ExecutionGroupResult>(dependencies, actor, async (tx, now) => {
    const id = dependencies.ids.uuid();
    const members = await listGroupMembers(tx, actor.tenant.id, given.deployments);
    const wrong = membersProblem(given, members.length);
    if (wrong !== null) return refuse([{ field: 'deployments', message: wrong }]);
    await insertGroup(tx, {
      ...{ id, tenantId: actor.tenant.id, workflow, parameters, concurrency },
      createdAt: now,
      createdBy: actor.email,
    });
    const problems: FieldProblem[] = [];
    for (const [place, member] of members.entries()) {
      const request = { id: dependencies.ids.uuid(), groupId: id, groupPlace: place, createdBy: actor.email };
      problems.push(...(await addMember(tx, { given, member, tenantId: actor.tenant.id, request, dependencies })));
      if (problems.length >= mostProblems) break;
    }
    if (problems.length > 0) throw new GroupRefused(problems);
    await advanceGroupIn(tx, id);
    const detail = { id, workflow, concurrency, deployments: members.length };
    const target = nameSome(
      members.map(({ name }) => name),
      3,
    );
    return { result: { ok: true, id }, record: { action: 'groups.start', target, detail } };
  }).catch((fault: unknown) => {
    if (fault instanceof GroupRefused) return { ok: false, problems: fault.problems };
    throw fault;
  });
}

/** Undoes the transaction. */
class GroupRefused extends Error {
  readonly problems: FieldProblem[];

  constructor(problems: FieldProblem[]) {
    super('The group is refused.');
    this.problems = problems;
  }
}

function membersProblem({ deployments }: NewExecutionGroup, found: number): string | null {
  if (deployments.kind === 'deployments' && found < new Set(deployments.ids).size) {
    return 'Not all of these deployments are there any more. Reload the page and choose again.';
  }
  if (found > mostMembers) return `These are ${found} deployments; a group has at most ${mostMembers}.`;
  if (found > 0) return null;
  return deployments.kind === 'blueprint' ? 'The blueprint has no deployments.' : 'No deployment has this label.';
}

/** What is wrong with it is told with the deployment's name. */
async function addMember(
  tx: Tx,
  {
    given,
    member,
    tenantId,
    request,
    dependencies,
  }: {
    given: NewExecutionGroup;
    member: { id: string; name: string };
    tenantId: string;
    request: Pick<ExecutionRequest, 'id' | 'groupId' | 'groupPlace' | 'createdBy'>;
    dependencies: ServiceDependencies;
  },
): Promise<FieldProblem[]> {
  const { workflow, parameters, allowCustomParameters } = given;
  const question = { tenantId, deploymentId: member.id, workflow, parameters, allowCustomParameters };
  try {
    const run = await prepareRun({ ...dependencies, db: tx }, question);
    if (run.problems.length > 0) {
      return run.problems.map(({ parameter, message }) => ({
        field: parameter === null ? 'parameters' : `parameters.${parameter}`,
        message: `${member.name}: ${message}`,
      }));
    }
    if (given.force !== true) await guardRun(tx, workflow, run);
    await createExecution(tx, {
      ...request,
      ...{ tenantId, deploymentId: member.id, workflow, parameters: run.parameters, retries: run.retries },
      dialect: run.deployment.dialect,
      dryRun: given.dryRun ?? false,
      whenBusy: 'queue',
    });
    return [];
  } catch (fault) {
    if (!(fault instanceof AppError) || fault.kind !== 'user') throw fault;
    return [{ field: 'workflow', message: `${member.name}: ${fault.message}` }];
  }
}

function refuse(problems: FieldProblem[]): { result: ExecutionGroupResult; record: null } {
  return { result: { ok: false, problems }, record: null };
}
