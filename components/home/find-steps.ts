import type { BlueprintSummary, DeploymentSummary, ExecutionSummary } from '../../server/api/contract.ts';

export interface Step {
  id: string;
  title: string;
  text: string;
  action: string;
  href: string | null;
  done: boolean;
}

interface Known {
  blueprints: readonly BlueprintSummary[];
  deployments: readonly DeploymentSummary[];
  executions: readonly ExecutionSummary[];
  /** The demonstration hosts are running. */
  lab: boolean;
}

/** The example whose defaults fit the demonstration hosts. */
const firstExample = 'wine-cellar';

/** What a newcomer has done of the way from a blueprint to a running system, and where the next step is. */
export function findSteps({ blueprints, deployments, executions, lab }: Known): Step[] {
  const examples = blueprints.filter((each) => each.example);
  const blueprint = examples.find(({ name }) => name === firstExample) ?? examples[0] ?? blueprints[0];
  const deployment = deployments[0];
  const started = executions.find((each) => each.workflow === 'install');
  const installed = executions.some((each) => each.workflow === 'install' && each.status === 'terminated');
  const page = deployment ? `/deployments/${deployment.id}` : null;
  return [
    {
      id: 'look',
      title: blueprint ? `Look at the blueprint ${blueprint.name}` : 'Upload a blueprint',
      text:
        lab && blueprint?.name === firstExample
          ? 'Its four hosts are demonstration hosts that run on this machine; nothing else is needed.'
          : 'Its nodes, how they relate, and its source.',
      action: blueprint ? 'Open' : 'Upload',
      href: blueprint ? `/blueprints/${blueprint.id}` : '/blueprints?upload=true',
      done: deployment !== undefined,
    },
    {
      id: 'create',
      title: 'Create a deployment of it',
      text: 'Fill in its inputs; the defaults fit the demonstration hosts.',
      action: 'Create',
      href: blueprint ? `/deployments/new?blueprint=${blueprint.id}` : null,
      done: deployment !== undefined,
    },
    {
      id: 'install',
      title: 'Press Install and watch it come up',
      text: 'Each box takes on the state of its instances; the log shows what the scripts say while they run.',
      action: started ? 'Watch' : 'Install',
      href: page,
      done: installed,
    },
    {
      id: 'use',
      title: 'Open what it put up, then uninstall it',
      text: 'The address is among the outputs. Uninstall leaves the hosts as they were.',
      action: 'Outputs',
      href: page && `${page}?tab=outputs`,
      done: executions.some((each) => each.workflow === 'uninstall' && each.status === 'terminated'),
    },
  ];
}
