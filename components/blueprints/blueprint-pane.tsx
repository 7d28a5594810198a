'use client';

import { ArrowRight, Code, Rocket } from 'lucide-react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { DetailsPane } from '../ui/details-pane.tsx';
import { FactList, PaneSection } from '../ui/pane-section.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { UsedNames } from './used-names.tsx';

/** What a blueprint is made of without leaving the list, and the ways on. */
export function BlueprintPane({ blueprint, onClose }: { blueprint: BlueprintSummary; onClose: () => void }) {
  const canOperate = useCanOperate();
  const { id, name, description, version, mainFile, nodeCount, deploymentCount, createdAt, createdBy } = blueprint;
  return (
    <DetailsPane
      name={name}
      title={
        <>
          {name} {blueprint.example && <Chip tone="accent">Example</Chip>}
        </>
      }
      lead={description}
      back="Back to all blueprints"
      onClose={onClose}
    >
      <div className="flex flex-wrap gap-2">
        {canOperate && (
          <ButtonLink variant="primary" href={`/deployments/new?blueprint=${id}`}>
            <Rocket aria-hidden /> Create deployment
          </ButtonLink>
        )}
        <ButtonLink href={`/blueprints/${id}`}>
          Open <ArrowRight aria-hidden />
        </ButtonLink>
        <ButtonLink href={`/blueprints/${id}?tab=source`}>
          <Code aria-hidden /> Source
        </ButtonLink>
      </div>
      <PaneSection title="Blueprint">
        <FactList
          facts={[
            ['Version', version],
            ['Main file', <code key="file">{mainFile}</code>],
            ['Node templates', nodeCount],
            [
              'Deployments',
              deploymentCount === 0 ? (
                'none'
              ) : (
                <TextLink key="deployments" href={`/deployments?blueprint=${id}`}>
                  {deploymentCount}
                </TextLink>
              ),
            ],
            [
              'Uploaded',
              <span key="uploaded">
                <Ago at={createdAt} />
                {createdBy && ` by ${createdBy}`}
              </span>,
            ],
          ]}
        />
      </PaneSection>
      <UsedNames title="Types of its nodes" names={blueprint.types} />
      <UsedNames title="Plugins" names={blueprint.plugins} />
    </DetailsPane>
  );
}
