'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlueprintDetail, DeploymentDetail, UpdateView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { ApproveBar } from '../previews/approve-bar.tsx';
import { PreviewContent } from '../previews/preview-content.tsx';
import { RefusedNotice } from '../previews/refused-notice.tsx';
import { usePreview } from '../previews/use-preview.ts';
import type { Selection } from '../topology/elements.ts';
import { Field, NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PaneBody } from '../ui/pane.tsx';
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
  if (choice.updateId !== null && choice.previewId !== null) {
    return <Planned {...props} key={choice.previewId} updateId={choice.updateId} previewId={choice.previewId} />;
  }
  return <FormFor deployment={deployment} choice={choice} blueprintId={blueprintId} onChoose={choose} />;
}

interface FormForProps {
  deployment: DeploymentDetail;
  choice: RunChoice;
  blueprintId: string;
  onChoose: (blueprintId: string) => void;
}

function FormFor({ deployment, choice, blueprintId, onChoose }: FormForProps) {
  const api = useApi();
  const list = useQuery(api.blueprints.list.queryOptions());
  const blueprint = useQuery(api.blueprints.get.queryOptions({ id: blueprintId }));
  const chooser = (
    <Field id="update-blueprint" label="Blueprint" help={versionText(deployment, blueprint.data)}>
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
      {(detail) => <UpdateForm key={detail.id} {...{ deployment, choice, chooser }} blueprint={detail} />}
    </Loaded>
  );
}

function versionText(deployment: DeploymentDetail, blueprint: BlueprintDetail | undefined): string {
  const { name, version, id } = deployment.blueprint;
  const isSame = blueprint?.id === id && blueprint.version === version;
  const now = `The deployment is of ${name} version ${version}.`;
  return isSame
    ? `${now} That is the latest one: with it, only inputs change. A new version is made by uploading under the same name.`
    : now;
}

/** A planned update with its preview; approving runs it. */
function Planned(props: UpdatePaneProps & { updateId: string; previewId: string }) {
  const api = useApi();
  const update = useQuery(api.updates.get.queryOptions({ id: props.updateId }));
  return <Loaded query={update}>{(view) => <Approval {...props} update={view} />}</Loaded>;
}

function Approval(props: UpdatePaneProps & { update: UpdateView; previewId: string }) {
  const { deployment, choice, update, previewId, selection, onSelect } = props;
  const query = usePreview(previewId);
  const { start, renew, problems, isBusy } = useStartUpdate(deployment.id, update.id, choice);
  return (
    <Loaded query={query}>
      {(preview) => (
        <>
          <PaneBody>
            <RefusedNotice problems={problems} onRenew={renew} />
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
            onRun={() => start(preview.id)}
            onEdit={() => choice.show(null)}
          />
        </>
      )}
    </Loaded>
  );
}
