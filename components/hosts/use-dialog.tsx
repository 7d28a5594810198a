'use client';

import { useId, useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { describedBy, Field, Input, NativeSelect } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { addressedNode, pooledNode } from './blueprint-snippet.ts';
import { filterHosts } from './host-filter.ts';
import { formatLabels, labelPairs, parseLabels } from './label-text.ts';

interface UseDialogProps {
  hosts: readonly HostView[];
  /** The one whose details are open. */
  host?: HostView;
  onClose: () => void;
}

/** How a blueprint gets a host: a free one by labels, or one by its address; the text to copy. */
export function UseDialog({ hosts, host, onClose }: UseDialogProps) {
  const [way, setWay] = useState<'pool' | 'address'>('pool');
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="Use hosts in a blueprint"
      description="Copy the node template into your blueprint."
    >
      <div className="flex flex-col gap-4">
        <Segmented
          label="How the host is chosen"
          value={way}
          onChange={setWay}
          options={[
            { value: 'pool', label: 'Any free host' },
            { value: 'address', label: 'One host by its address' },
          ]}
        />
        {way === 'pool' ? <FromPool hosts={hosts} host={host} /> : <ByAddress hosts={hosts} host={host} />}
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  hosts: readonly HostView[];
  host: HostView | undefined;
}

function FromPool({ hosts, host }: ChoiceProps) {
  const id = useId();
  const [text, setText] = useState(formatLabels(host?.labels ?? {}));
  const parsed = parseLabels(text);
  const meant = parsed.ok ? filterHosts(hosts, { text: '', state: null, labels: labelPairs(parsed.labels) }) : [];
  const free = meant.filter(({ state }) => state === 'free').length;
  return (
    <>
      <Field
        id={id}
        label="Labels that it must have"
        note="optional"
        help={`${meant.length} of ${hosts.length} hosts have them, ${free} of these are free.`}
        problem={parsed.ok ? undefined : parsed.problem}
      >
        <Input
          {...describedBy(id, { help: true, problem: !parsed.ok })}
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder="role=web"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      <Snippet text={pooledNode(parsed.ok ? parsed.labels : {})} />
      <p className="text-ink-2 text-sm">
        Install takes the host, uninstall gives it back. No two instances ever have the same host. When none is free,
        the operation says who has them and is tried again.
      </p>
    </>
  );
}

function ByAddress({ hosts, host }: ChoiceProps) {
  const id = useId();
  const [chosen, choose] = useState(host?.id ?? hosts[0]?.id ?? '');
  const meant = hosts.find((each) => each.id === chosen);
  if (!meant) return <p className="text-ink-2 text-sm">Add a host first.</p>;
  return (
    <>
      <Field id={id} label="Host">
        <NativeSelect id={id} value={chosen} onChange={({ target }) => choose(target.value)}>
          {hosts.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Snippet text={addressedNode(meant)} />
      <p className="text-ink-2 text-sm">
        The pool knows nothing of such a node: it may give the same host to another deployment, unless you take it out
        of service.
      </p>
    </>
  );
}

function Snippet({ text }: { text: string }) {
  return (
    <div className="relative rounded-lg border border-line bg-sunken">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label="Node template" className="overflow-x-auto p-3 pr-12 text-xs">
        <pre>{text}</pre>
      </section>
      <span className="absolute top-1.5 right-1.5">
        <CopyButton text={text} label="Copy the node template" />
      </span>
    </div>
  );
}
