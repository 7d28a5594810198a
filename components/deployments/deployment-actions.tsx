'use client';

import { Ellipsis } from 'lucide-react';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import type { DeploymentDetail } from '../../server/api/contract.ts';
import { useExecution } from '../executions/use-execution.ts';
import { useForceCancel } from '../executions/use-force-cancel.ts';
import { useResume } from '../executions/use-resume.ts';
import { type Command, useCommands } from '../shell/commands.ts';
import { useCanOperate, useSession } from '../shell/session.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { RunMenu } from '../workflows/run-menu.tsx';
import { useRunChoice } from '../workflows/use-run-choice.ts';
import { type ActionOffer, offerActions } from './action-offers.tsx';
import { DirectQuestion } from './direct-question.tsx';
import { type DirectAction, useDeploymentAction } from './use-deployment-action.ts';

/** Exactly what can be done now, the most likely first; what cannot be done now says why. Workflows lead to their preview. */
export function DeploymentActions({ deployment }: { deployment: DeploymentDetail }) {
  const canOperate = useCanOperate();
  const isKnown = useSession() !== undefined;
  // On a phone they are a line of their own, whose place is kept.
  if (!isKnown) return <div className="h-8 basis-full md:hidden" />;
  if (!canOperate) return null;
  return <Actions deployment={deployment} />;
}

function Actions({ deployment }: { deployment: DeploymentDetail }) {
  const run = useRunChoice();
  const [asked, setAsked] = useState<DirectAction | null>(null);
  const { perform, isBusy } = useDeploymentAction(deployment);
  const offers = useOffers(deployment, { run: run.open, ask: setAsked, perform });
  useCommands('Deployment', isBusy ? [] : offers.filter(isPossible).map(toCommand));
  const inBar = offers.filter(({ place, unavailable }) => place !== 'menu' && unavailable === null);
  const inMenu = offers.filter(({ place, unavailable }) => place !== 'bar' || unavailable !== null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {inBar
        .filter(({ isFirst }) => isFirst)
        .map((offer) => (
          <BarButton key={offer.id} offer={offer} isBusy={isBusy} />
        ))}
      <RunMenu deploymentId={deployment.id} onRun={run.open} />
      {inBar
        .filter(({ isFirst }) => !isFirst)
        .map((offer) => (
          <BarButton key={offer.id} offer={offer} isBusy={isBusy} />
        ))}
      <Menu
        trigger={
          <IconButton label="More actions" className="border border-line bg-raised">
            <Ellipsis />
          </IconButton>
        }
      >
        {inMenu.map((offer, at) => (
          <MoreItem key={offer.id} offer={offer} begins={at > 0 && offer.danger === true && !inMenu[at - 1]?.danger} />
        ))}
      </Menu>
      <DirectQuestion asked={asked} name={deployment.name} onClose={() => setAsked(null)} onConfirm={perform} />
    </div>
  );
}

function isPossible({ unavailable, wait }: ActionOffer): boolean {
  return unavailable === null && wait !== true;
}

function toCommand({ label, hint, onSelect }: ActionOffer): Command {
  return { label, hint, run: onSelect };
}

/** The details of the last execution, which stand on the first tab. */
const detailsOfLast = { tab: parseAsString, exec: parseAsString, run: parseAsString, details: parseAsBoolean };

interface Doers {
  run: ReturnType<typeof useRunChoice>['open'];
  ask: (action: DirectAction) => void;
  perform: (action: DirectAction) => void;
}

function useOffers(deployment: DeploymentDetail, doers: Doers): ActionOffer[] {
  const last = deployment.lastExecution;
  const hasEndedBadly = last?.status === 'failed' || last?.status === 'cancelled';
  const { data: detail } = useExecution({ id: last?.id ?? '' }, hasEndedBadly);
  const { resume } = useResume(last?.id ?? '');
  const [, show] = useQueryStates(detailsOfLast, { history: 'push' });
  const forceIn = useForceCancel(deployment.running);
  return offerActions(deployment, {
    ...doers,
    forceIn,
    resumable: hasEndedBadly ? { workflow: last.workflow, failedOperations: detail?.failedOperations ?? [] } : null,
    resume: () => resume({}),
    showDetails: () => void show({ tab: null, exec: null, run: null, details: true }),
  });
}

function BarButton({ offer, isBusy }: { offer: ActionOffer; isBusy: boolean }) {
  const { label, icon, hint, variant, place, wait, onSelect } = offer;
  return (
    <Button
      {...(variant && { variant })}
      disabled={isBusy || wait === true}
      title={hint}
      onClick={onSelect}
      className={place === 'wide' ? 'max-md:hidden' : undefined}
    >
      {icon} {label}
    </Button>
  );
}

/** What has a button where there is room stands in the menu only where there is none. */
function MoreItem({ offer, begins }: { offer: ActionOffer; begins: boolean }) {
  const { label, icon, hint, unavailable, danger, place, onSelect } = offer;
  return (
    <>
      {begins && <MenuSeparator />}
      <MenuItem
        danger={danger}
        disabled={unavailable !== null}
        hint={unavailable === null ? hint : `Not now: ${unavailable}.`}
        onSelect={onSelect}
        className={place === 'wide' && unavailable === null ? 'md:hidden' : undefined}
      >
        {icon}
        {label}
      </MenuItem>
    </>
  );
}
