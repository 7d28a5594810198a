'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { KubernetesRow } from '../../server/api/kubernetes-contract.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { DetailsPane } from '../ui/details-pane.tsx';
import { FactList } from '../ui/pane-section.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Notice } from '../ui/states.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { holderOf } from './filter-rows.ts';
import { ObjectDiff } from './object-diff.tsx';
import { ObjectEvents } from './object-events.tsx';
import { objectName, rolloutText, stateLook } from './object-look.ts';
import { PodLog } from './pod-log.tsx';

const parts = ['events', 'log', 'diff'] as const;
type Part = (typeof parts)[number];

interface ObjectPaneProps {
  deploymentId: string;
  rows: readonly KubernetesRow[];
  /** Null: it is not there any more. */
  row: KubernetesRow | null;
  isLoading: boolean;
  onShow: (id: string | null) => void;
}

/** All about one object: what it is, what happened to it, what its pods print, and what is other than it was applied. */
export function ObjectPane({ deploymentId, rows, row, isLoading, onShow }: ObjectPaneProps) {
  const close = () => onShow(null);
  if (row === null) {
    if (isLoading) return null;
    return (
      <DetailsPane name="an object" title="An object" back="Back to all objects" onClose={close}>
        <Notice tone="warn" title="It is not there any more">
          Pods are replaced by others: choose the one in its place.
        </Notice>
      </DetailsPane>
    );
  }
  const { label, mark } = stateLook[row.state];
  return (
    <DetailsPane
      name={objectName(row)}
      title={
        <>
          <span className="text-ink-3">{row.kind}</span> {row.name}
        </>
      }
      lead={
        <span className="flex items-start gap-2">
          <StateMark kind={mark} className="mt-0.5" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {label}
            {row.reason !== null && `: ${row.reason}`}
          </span>
        </span>
      }
      back="Back to all objects"
      onClose={close}
    >
      <Facts {...{ deploymentId, row, rows, onShow }} />
      <Parts deploymentId={deploymentId} row={row} />
    </DetailsPane>
  );
}

/** What is asked about an object of its kind. */
function partsOf({ pod, depth }: KubernetesRow): { value: Part; label: string }[] {
  return [
    { value: 'events', label: 'Events' },
    ...(pod === null ? [] : [{ value: 'log', label: 'Log' } as const]),
    ...(depth > 0 ? [] : [{ value: 'diff', label: 'Differences' } as const]),
  ];
}

function Parts({ deploymentId, row }: { deploymentId: string; row: KubernetesRow }) {
  const [wanted, setPart] = useQueryState('about', parseAsStringLiteral(parts).withDefault('events'));
  const options = partsOf(row);
  const part = options.some(({ value }) => value === wanted) ? wanted : 'events';
  return (
    <section aria-label={`More about ${objectName(row)}`} className="flex flex-col gap-3">
      {options.length > 1 && (
        <Segmented
          label="What to show of it"
          value={part}
          onChange={(next) => void setPart(next === 'events' ? null : next)}
          options={options}
        />
      )}
      {part === 'events' && <ObjectEvents deploymentId={deploymentId} row={row} />}
      {part === 'log' && row.pod !== null && <PodLog deploymentId={deploymentId} row={row} pod={row.pod} />}
      {part === 'diff' && <ObjectDiff deploymentId={deploymentId} row={row} />}
    </section>
  );
}

type FactsProps = Pick<ObjectPaneProps, 'deploymentId' | 'rows' | 'onShow'> & { row: KubernetesRow };

function Facts({ deploymentId, row, rows, onShow }: FactsProps) {
  const { namespace, apiVersion, node, instance, rollout, pod, createdAt } = row;
  const holder = holderOf(rows, row);
  return (
    <FactList
      facts={[
        ['Namespace', namespace],
        ['API', apiVersion],
        [
          'Belongs to',
          <TextLink
            key="instance"
            href={`/deployments/${deploymentId}?${new URLSearchParams({ node, inst: instance })}`}
          >
            {instance}
          </TextLink>,
        ],
        [
          'Below',
          holder === undefined ? null : (
            <button
              key="holder"
              type="button"
              onClick={() => onShow(holder.id)}
              className="min-h-6 text-left text-accent hover:underline"
            >
              {objectName(holder)}
            </button>
          ),
        ],
        ['Rollout', rollout && rolloutText(rollout)],
        ['On', pod?.host ?? null],
        [
          'Containers',
          pod && (
            <ul key="containers">
              {pod.containers.map(({ name, isInit, state, restarts }) => (
                <li key={name}>
                  {name}
                  <span className="text-ink-2">
                    {isInit && ' (before the others)'}: {state}
                    {restarts > 0 && `, ${restarts} restart${restarts === 1 ? '' : 's'}`}
                  </span>
                </li>
              ))}
            </ul>
          ),
        ],
        ['Made', createdAt && <Ago key="made" at={createdAt} />],
      ]}
    />
  );
}
