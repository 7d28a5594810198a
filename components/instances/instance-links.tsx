import type { DeploymentDetail, NodeInstanceDetail } from '../../server/api/contract.ts';
import type { Selection } from '../topology/elements.ts';
import { markOf, stateLook } from '../topology/instance-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { shortType } from '../topology/type-icon.tsx';

interface InstanceLinksProps {
  detail: NodeInstanceDetail;
  deployment: DeploymentDetail;
  onSelect: (selection: Selection) => void;
}

/** What an instance stands on and is connected to, and the nodes whose instances do so with it; each is a step further. */
export function InstanceLinks({ detail, deployment, onSelect }: InstanceLinksProps) {
  const { nodes, edges } = deployment.topology;
  const incoming = [
    ...nodes.filter(({ parent }) => parent === detail.node).map(({ id }) => ({ label: 'contains', node: id })),
    ...edges
      .filter(({ target }) => target === detail.node)
      .map(({ source, type }) => ({ label: `${words(type)} (from)`, node: source })),
  ];
  if (detail.relationships.length + incoming.length === 0) {
    return <p className="px-4 py-3 text-ink-3 text-xs">It has no relationships.</p>;
  }
  return (
    <ul className="flex flex-col px-2 pb-2 text-xs">
      {detail.relationships.map(({ type, target }) => (
        <Step
          key={`${type} ${target}`}
          label={words(type)}
          {...whereIs(deployment, target)}
          name={target}
          onSelect={onSelect}
        />
      ))}
      {incoming.map(({ label, node }) => (
        <Step key={`${label} ${node}`} label={label} node={node} name={node} onSelect={onSelect} />
      ))}
    </ul>
  );
}

function words(type: string): string {
  return shortType(type).replaceAll('_', ' ');
}

function whereIs({ topology }: DeploymentDetail, id: string) {
  for (const node of topology.nodes) {
    const instance = node.instances.find((each) => each.id === id);
    if (instance) return { node: node.id, instance };
  }
  return { node: null };
}

interface StepProps {
  label: string;
  node: string | null;
  instance?: DeploymentDetail['topology']['nodes'][number]['instances'][number];
  name: string;
  onSelect: (selection: Selection) => void;
}

function Step({ label, node, instance, name, onSelect }: StepProps) {
  return (
    <li>
      <button
        type="button"
        disabled={node === null}
        onClick={() => onSelect({ node, instance: instance?.id ?? null })}
        className="flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover"
      >
        <span className="w-32 shrink-0 truncate text-ink-3">{label}</span>
        {instance && <StateMark kind={markOf(instance)} />}
        <span className="min-w-0 truncate font-mono">{name}</span>
        {instance && <span className="ml-auto shrink-0 text-ink-2">{stateLook[instance.state].label}</span>}
      </button>
    </li>
  );
}
