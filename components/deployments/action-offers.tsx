import { Ban, GitCompareArrows, HeartPulse, ListChecks, Play, RotateCw, Scaling, Trash2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeploymentAction, DeploymentDetail, ExecutionDetail } from '../../server/api/contract.ts';
import { stopLooks } from '../executions/stop-look.tsx';
import { updateWorkflow } from '../workflows/use-run-choice.ts';
import type { DirectAction } from './use-deployment-action.ts';

/** Something that can be done with a deployment, or why it cannot be done now. */
export interface ActionOffer {
  id: string;
  label: string;
  icon: ReactNode;
  /** What it does, in one line. */
  hint: string;
  /** `bar`: a button. `wide`: a button where there is room, else in the menu. */
  place: 'bar' | 'wide' | 'menu';
  /** Before the menu of workflows. */
  isFirst?: boolean;
  variant?: 'primary' | 'danger';
  danger?: boolean;
  /** Null: it can be done. Otherwise why not. */
  unavailable: string | null;
  /** It can be done soon. */
  wait?: boolean;
  onSelect: () => void;
}

interface Doing {
  run: (workflow: string) => void;
  ask: (action: DirectAction) => void;
  perform: (action: DirectAction) => void;
  /** The last execution, when it can go on. */
  resumable: Pick<ExecutionDetail, 'workflow' | 'failedOperations'> | null;
  resume: () => void;
  showDetails: () => void;
  /** Seconds until a cancelled execution can be cancelled by force. */
  forceIn: number | null;
}

/** What can be done with a deployment in the state that it is in, the most likely first. */
export function offerActions(deployment: DeploymentDetail, doing: Doing): ActionOffer[] {
  return [
    ...endings(deployment, doing),
    ...resumption(doing),
    ...lifecycle(deployment, doing),
    ...removal(deployment, doing),
  ];
}

function endings({ actions }: DeploymentDetail, { ask, perform, forceIn }: Doing): ActionOffer[] {
  const offers: ActionOffer[] = [];
  if (actions.includes('cancel')) {
    const { label, icon, hint } = stopLooks.cancel;
    const onSelect = () => perform('cancel');
    offers.push({ id: 'cancel', label, icon, hint, place: 'bar', isFirst: true, unavailable: null, onSelect });
  }
  if (forceIn !== null && actions.includes('force-cancel')) {
    const { label, hint } = stopLooks['force-cancel'];
    offers.push({
      id: 'force-cancel',
      label: forceIn > 0 ? `${label} in ${forceIn} s` : label,
      icon: <Ban aria-hidden />,
      hint: forceIn > 0 ? 'Operations that run are given time to end first.' : hint,
      ...{ place: 'bar', isFirst: true, variant: 'danger', wait: forceIn > 0, unavailable: null },
      onSelect: () => ask('force-cancel'),
    });
  }
  if (actions.includes('kill')) {
    const { label, icon, hint } = stopLooks.kill;
    const onSelect = () => ask('kill');
    offers.push({ id: 'kill', label, icon, hint, place: 'menu', danger: true, unavailable: null, onSelect });
  }
  return offers;
}

function resumption({ resumable, resume, showDetails }: Doing): ActionOffer[] {
  if (resumable === null) return [];
  const failures = resumable.failedOperations.length;
  const offers: ActionOffer[] = [
    {
      id: 'resume',
      label: `Resume ${resumable.workflow}`,
      icon: <RotateCw aria-hidden />,
      hint: 'Goes on from where it ended: what failed is tried again, what ended well is not repeated.',
      ...{ place: 'bar', isFirst: true, variant: 'primary', unavailable: null },
      onSelect: resume,
    },
  ];
  if (failures > 0) {
    offers.push({
      id: 'mark-done',
      label: 'Mark failed operations as done…',
      icon: <ListChecks aria-hidden />,
      hint: 'Choose which of them count as done, then go on behind them.',
      ...{ place: 'menu', unavailable: null },
      onSelect: showDetails,
    });
  }
  return offers;
}

function lifecycle({ actions, offers }: DeploymentDetail, { run, resumable }: Doing): ActionOffer[] {
  const found: ActionOffer[] = [];
  if (actions.includes('install')) {
    found.push({
      id: 'install',
      label: 'Install',
      icon: <Play aria-hidden />,
      hint: 'Create, configure and start what is not there yet.',
      ...(resumable === null ? { place: 'bar', variant: 'primary' } : { place: 'wide' }),
      ...{ isFirst: true, unavailable: null },
      onSelect: () => run('install'),
    });
  }
  // Before anything is installed they make little sense.
  const place = actions.includes('install') && !actions.includes('uninstall') ? 'menu' : 'wide';
  for (const [offer, look] of [
    [offers.scale, scaleLook],
    [offers.heal, healLook],
  ] as const) {
    if (offer === null) continue;
    const { workflow, unavailable } = offer;
    found.push({ ...look, place, unavailable, onSelect: () => run(workflow) });
  }
  if (actions.includes('uninstall')) {
    found.push({
      id: 'uninstall',
      label: 'Uninstall',
      icon: <Undo2 aria-hidden />,
      hint: 'Stop and delete everything, dependants first.',
      ...{ place: 'wide', unavailable: null },
      onSelect: () => run('uninstall'),
    });
  }
  found.push({
    id: 'update',
    label: 'Update…',
    icon: <GitCompareArrows aria-hidden />,
    hint: 'To a new version of the blueprint, or to other inputs.',
    ...{ place: 'menu', unavailable: null },
    onSelect: () => run(updateWorkflow),
  });
  return found;
}

type Look = Pick<ActionOffer, 'id' | 'label' | 'icon' | 'hint'>;

const scaleLook: Look = {
  id: 'scale',
  label: 'Scale',
  icon: <Scaling aria-hidden />,
  hint: 'More or fewer instances of a node or scaling group.',
};
const healLook: Look = {
  id: 'heal',
  label: 'Heal',
  icon: <HeartPulse aria-hidden />,
  hint: 'Mend or reinstall what is not well.',
};

function removal({ actions, running }: DeploymentDetail, { ask }: Doing): ActionOffer[] {
  return [
    {
      id: 'delete',
      label: 'Delete',
      icon: <Trash2 aria-hidden />,
      hint: 'Removes it and its logs; nothing on any host is touched.',
      ...{ place: 'menu', danger: true },
      unavailable: whyNotDeleted(actions, running?.workflow ?? null),
      onSelect: () => ask('delete'),
    },
  ];
}

function whyNotDeleted(actions: readonly DeploymentAction[], running: string | null): string | null {
  if (actions.includes('delete')) return null;
  return running === null ? 'a part of it is installed; uninstall it first' : `${running} has not ended`;
}
