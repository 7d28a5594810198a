'use client';

import { Download, RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KubernetesRow } from '../../server/api/kubernetes-contract.ts';
import { AnsiText } from '../logs/ansi-text.tsx';
import { Button } from '../ui/button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { type PodLogState, usePodLog } from './use-pod-log.ts';

interface PodLogProps {
  deploymentId: string;
  row: KubernetesRow;
  pod: NonNullable<KubernetesRow['pod']>;
}

/** What a container of a pod prints, followed; of one that was started again, what it printed before, too. */
export function PodLog({ deploymentId, row, pod }: PodLogProps) {
  const [chosen, choose] = useState<string | null>(null);
  const [isPrevious, setPrevious] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const usual = pod.containers.find(({ isInit }) => !isInit) ?? pod.containers[0];
  const container = pod.containers.find(({ name }) => name === chosen) ?? usual;
  if (container === undefined) return <p className="text-ink-2 text-sm">It has no containers.</p>;
  const previous = isPrevious && container.hasPrevious;
  const choice = { id: deploymentId, row: row.id, container: container.name, previous };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <NativeSelect
          aria-label="Container"
          value={container.name}
          onChange={({ target }) => choose(target.value)}
          className="!w-auto max-w-full"
        >
          {pod.containers.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </NativeSelect>
        <label className="flex min-h-6 items-center gap-1.5 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent-fill"
            disabled={!container.hasPrevious}
            checked={previous}
            onChange={({ target }) => setPrevious(target.checked)}
          />
          Before its last restart
        </label>
        <a
          href={downloadAddress(choice)}
          download
          className="ml-auto inline-flex min-h-6 items-center gap-1.5 text-accent text-sm hover:underline"
        >
          <Download aria-hidden className="size-4" /> Download
        </a>
      </div>
      <Lines key={JSON.stringify([choice, attempt])} {...{ choice, attempt }} onRetry={() => setAttempt(attempt + 1)} />
    </div>
  );
}

type Choice = Parameters<typeof usePodLog>[0];

function downloadAddress({ id, row, container, previous }: Choice): string {
  const query = new URLSearchParams({ row, container, previous: String(previous) });
  return `/api/deployments/${encodeURIComponent(id)}/pod-log?${query}`;
}

const statusText: Record<PodLogState['status'], string> = {
  connecting: 'Reading…',
  live: 'Live',
  ended: 'The container has ended; these are all its lines.',
  broken: 'Reading has ended.',
};

function Lines({ choice, attempt, onRetry }: { choice: Choice; attempt: number; onRetry: () => void }) {
  const { lines, status, problem } = usePodLog(choice, attempt);
  const box = useRef<HTMLElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves with each line.
  useEffect(() => {
    if (follows.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    <>
      {problem !== null && (
        <Notice
          tone="bad"
          role="alert"
          title="The log cannot be read"
          action={
            <Button size="sm" onClick={onRetry}>
              <RotateCw aria-hidden /> Try again
            </Button>
          }
        >
          {problem}
        </Notice>
      )}
      <section
        ref={box}
        aria-label={`Lines of ${choice.container}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
        className="h-96 overflow-auto rounded-md border border-line bg-panel py-1 font-mono text-xs leading-5"
      >
        {lines.length === 0 && status !== 'connecting' && problem === null && (
          <p className="px-2.5 font-sans text-ink-2 text-sm">It has printed nothing yet.</p>
        )}
        {lines.map(({ number, text }) => (
          <div
            key={number}
            data-line={number}
            className="whitespace-pre-wrap px-2.5 [contain-intrinsic-size:auto_20px] [content-visibility:auto] [overflow-wrap:anywhere]"
          >
            <AnsiText text={text} />
          </div>
        ))}
      </section>
      <p role="status" className="text-ink-3 text-xs">
        {statusText[status]}
      </p>
    </>
  );
}
