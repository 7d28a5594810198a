import type { BlueprintSummary, DeploymentSummary, HostView } from '../../server/api/contract.ts';

/** One step of the way to a running system. */
export interface Step {
  id: 'host' | 'test' | 'blueprint' | 'deploy' | 'live';
  title: string;
  text: string;
  action: string;
  href: string;
  done: boolean;
}

interface Known {
  hosts: readonly Pick<HostView, 'lab' | 'checkedAt' | 'checkError'>[];
  blueprints: readonly Pick<BlueprintSummary, 'id' | 'example' | 'deploymentCount'>[];
  /** The one that was used last. */
  deployment: Pick<DeploymentSummary, 'id' | 'states' | 'lastExecution'> | null;
  /** Something was installed to its end. */
  installed: boolean;
}

/** What a newcomer has done of the way from a machine to what runs on it, and where each step is taken. */
export function findSteps({ hosts, blueprints, deployment, installed }: Known): Step[] {
  const tested = hosts.some(({ checkedAt, checkError }) => checkedAt !== null && checkError === null);
  const page = deployment && `/deployments/${deployment.id}`;
  return [
    {
      id: 'host',
      title: 'Add a host',
      text: 'A machine that is reached over SSH, with a key or a password. Many can be imported at once.',
      action: 'Add a host',
      href: '/hosts?dialog=add',
      done: hosts.some(({ lab }) => !lab),
    },
    {
      id: 'test',
      title: 'Test the connection to it',
      text: 'Accept the key that it shows; the test then learns its system, size and sudo.',
      action: 'Go to the hosts',
      href: '/hosts',
      done: tested,
    },
    {
      id: 'blueprint',
      title: 'Make a blueprint, or pick one',
      text: 'The guided start asks which hosts you have and what runs on them. Or take an example, draw, or upload.',
      action: 'New blueprint',
      href: '/blueprints/new',
      done: blueprints.some(({ example, deploymentCount }) => !example || deploymentCount > 0),
    },
    {
      id: 'deploy',
      title: 'Make a deployment of it',
      text: 'Fill in its inputs. Nothing is installed until you have seen what will be done.',
      action: 'New deployment',
      href: '/deployments/new',
      done: deployment !== null,
    },
    {
      id: 'live',
      title: 'Install it and watch it come up',
      text: 'Each box takes on the state of its instances; the log shows what the scripts say while they run.',
      action: deployment?.lastExecution ? 'Watch' : 'Install',
      href: page === null ? '/deployments' : deployment?.lastExecution ? page : `${page}?run=install`,
      done: installed,
    },
  ];
}
