'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlueprintDetail, DeploymentDetail, UpdateOptions, UpdateView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { ApproveBar } from '../previews/approve-bar.tsx';
import { PreviewContent } from '../previews/preview-content.tsx';
import { RefusedNotice } from '../previews/refused-notice.tsx';
import { usePreview } from '../previews/use-preview.ts';
import type { Selection } from '../topology/elements.ts';
import { Field, NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PaneBody } from '../ui/pane.tsx';
import { TextLink } from '../ui/text-link.tsx';
import type { RunChoice } from '../workflows/use-run-choice.ts';
import { UpdateForm } from './update-form.tsx';
import { useStartUpdate } from './use-update.ts';

interface UpdatePaneProps {
  deployment: DeploymentDetail;
  choice: RunChoice;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** An update of a deployment: the new blueprint and inputs, then what differs and what would be done, then the button that does it. */
export function UpdatePane(props: UpdatePaneProps) {
  const { deployment, choice } = props;
  const [blueprintId, choose] = useState(deployment.blueprint.id);
  // Unknown when the page was opened by the address of a preview.
  const [options, setOptions] = useState<UpdateOptions | null>(null);
  const { updateId, previewId } = choice;
  const isPlanned = updateId !== null && previewId !== null;
  return (
    <>
      {/* The form stays, so that what is typed is there when a person comes back from the preview. */}
      <div className={isPlanned ? 'hidden' : 'contents'}>
        <FormFor {...{ deployment, choice, blueprintId }} onChoose={choose} onPlan={setOptions} />
      </div>
      {isPlanned && <Planned {...props} {...{ updateId, previewId, options }} key={previewId} />}
    </>
  );
}

interface FormForProps {
  deployment: DeploymentDetail;
  choice: RunChoice;
  blueprintId: string;
  onChoose: (blueprintId: string) => void;
  onPlan: (options: UpdateOptions) => void;
}

function FormFor({ deployment, choice, blueprintId, onChoose, onPlan }: FormForProps) {
  const api = useApi();
  const list = useQuery(api.blueprints.list.queryOptions());
  const blueprint = useQuery(api.blueprints.get.queryOptions({ id: blueprintId }));
  const chooser = (
    <Field
      id="update-blueprint"
      label="Blueprint"
      help={<VersionText deployment={deployment} blueprint={blueprint.data} />}
    >
      <NativeSelect
        id="update-blueprint"
        aria-describedby="update-blueprint-help"
        value={blueprintId}
        onChange={({ target }) => onChoose(target.value)}
      >
        {list.data?.map(({ id, name, version }) => (
          <option key={id} value={id}>
            {name} (version {version})
          </option>
        ))}
        {!list.data && <option value={blueprintId}>{deployment.blueprint.name}</option>}
      </NativeSelect>
    </Field>
  );
  return (
    <Loaded query={blueprint}>
      {(detail) => <UpdateForm key={detail.id} {...{ deployment, choice, chooser, onPlan }} blueprint={detail} />}
    </Loaded>
  );
}

/** Of which version the deployment is, and how another one comes about. */
function VersionText({
  deployment,
  blueprint,
}: {
  deployment: DeploymentDetail;
  blueprint: BlueprintDetail | undefined;
}) {
  const { name, version, id } = deployment.blueprint;
  return (
    <>
      The deployment is of {name} version {version}.
      {blueprint?.id === id && blueprint.version === version && ' That is the latest: with it, only inputs change.'}{' '}
      <TextLink href="/blueprints?upload=true">Upload a new version</TextLink> under the same name.
    </>
  );
}

/** A planned update with its preview; approving runs it. */
function Planned(props: UpdatePaneProps & { updateId: string } & ApprovalProps) {
  const api = useApi();
  const update = useQuery(api.updates.get.queryOptions({ id: props.updateId }));
  return <Loaded query={update}>{(view) => <Approval {...props} update={view} />}</Loaded>;
}

interface ApprovalProps {
  previewId: string;
  options: UpdateOptions | null;
}

function Approval(props: UpdatePaneProps & ApprovalProps & { update: UpdateView }) {
  const { deployment, choice, update, previewId, options, selection, onSelect } = props;
  const query = usePreview(previewId);
  const { start, renew, problems, isBusy, isGuarded } = useStartUpdate(deployment.id, update.id, choice);
  return (
    <Loaded query={query}>
      {(preview) => (
        <>
          <PaneBody>
            <RefusedNotice
              problems={problems}
              onRenew={() => (options === null ? choice.show(null) : renew(options))}
              onForce={isGuarded && !deployment.running ? () => start({ previewId, force: true }) : undefined}
            />
            <p className="text-ink-2 text-sm">
              From {update.from.blueprintName} version {update.from.version} to {update.to.blueprintName} version{' '}
              {update.to.version}.
            </p>
            <PreviewContent
              preview={preview.steps.length > 0 ? preview : { ...preview, steps: update.steps }}
              selection={selection}
              onSelect={onSelect}
            />
          </PaneBody>
          <ApproveBar
            preview={preview}
            label="Run update"
            isBusy={isBusy}
            onRun={() => start({ previewId })}
            onEdit={() => choice.show(null)}
          />
        </>
      )}
    </Loaded>
  );
}
