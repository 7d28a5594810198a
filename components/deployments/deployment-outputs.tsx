import { ExternalLink, LogOut } from 'lucide-react';
import type { Json } from '../../core/blueprint/json.ts';
import type { DeploymentDetail } from '../../server/api/contract.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Empty } from '../ui/states.tsx';
import { webAddress } from './web-address.ts';

export function DeploymentOutputs({ deployment }: { deployment: DeploymentDetail }) {
  if (deployment.outputs.length === 0) {
    return (
      <Empty icon={<LogOut />} title="No outputs">
        This blueprint declares none.
      </Empty>
    );
  }
  return (
    <dl className="m-4 flex max-w-3xl flex-col divide-y divide-line rounded-lg border border-line bg-panel px-4 md:m-6">
      {deployment.outputs.map((output) => (
        <div key={output.name} className="py-4">
          <dt className="font-medium font-mono text-sm">{output.name}</dt>
          <dd>
            {output.description && <p className="mb-1 text-ink-2 text-sm">{output.description}</p>}
            {output.problem === null ? (
              <OutputValue value={output.value} />
            ) : (
              <p className="text-ink-3 text-sm">Not known yet: {output.problem}</p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function OutputValue({ value }: { value: Json }) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return <JsonView value={value} empty="Empty." />;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const address = webAddress(value);
  return (
    <div className="flex items-center gap-1">
      {address === null ? (
        <code className="text-sm [overflow-wrap:anywhere]">{text}</code>
      ) : (
        <a
          href={address}
          target="_blank"
          rel="noreferrer noopener"
          className="inline-flex items-center gap-1.5 rounded-sm font-mono text-accent text-sm underline underline-offset-3 [overflow-wrap:anywhere]"
        >
          {text}
          <ExternalLink aria-label="opens in a new tab" className="size-3.5 shrink-0" />
        </a>
      )}
      <CopyButton text={text} />
    </div>
  );
}
