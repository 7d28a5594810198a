import type { BlueprintDetail } from '../../server/api/contract.ts';
import { JsonView } from '../ui/json-view.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { UsedNames } from './used-names.tsx';

/** What a blueprint gives and is made of: outputs, types, plugins and the versions that there were. */
export function BlueprintFacts({ blueprint }: { blueprint: BlueprintDetail }) {
  const outputs = Object.entries(blueprint.outputs);
  return (
    <div className="grid grid-cols-1 items-start gap-4 p-4 md:p-6 xl:grid-cols-2">
      <Panel aria-label="Outputs">
        <PanelHeader title="Outputs" />
        {outputs.length === 0 && <p className="p-4 text-ink-2 text-sm">A deployment of this blueprint has none.</p>}
        <dl className="divide-y divide-line">
          {outputs.map(([name, { description, value }]) => (
            <div key={name} className="px-4 py-3">
              <dt>
                <code className="font-medium text-sm">{name}</code>
              </dt>
              <dd className="mt-1 flex flex-col gap-1">
                {description && <p className="text-ink-2 text-sm">{description}</p>}
                <JsonView value={{ value }} empty="" />
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel aria-label="Types and plugins">
        <PanelHeader title="Types and plugins" />
        <div className="flex flex-col gap-5 p-4">
          <UsedNames title="Types of its node templates" names={blueprint.types} />
          <UsedNames title="Plugins" names={blueprint.plugins} />
        </div>
      </Panel>
      <Panel aria-label="Versions" className="overflow-clip xl:col-span-2">
        <PanelHeader title="Versions">
          {blueprint.versions.length > 1 && (
            <TextLink href={`/blueprints/${blueprint.id}/versions`}>Compare versions</TextLink>
          )}
        </PanelHeader>
        <DataTable label="Versions" columns={columns} rows={blueprint.versions} rowKey={({ id }) => id} />
      </Panel>
    </div>
  );
}

type Version = BlueprintDetail['versions'][number];

const columns: readonly Column<Version>[] = [
  { id: 'number', header: 'Version', primary: true, cell: ({ number }) => <span className="tabular">v{number}</span> },
  {
    id: 'deployments',
    header: 'Deployments',
    align: 'right',
    cell: ({ deploymentCount }) => <span className="tabular">{deploymentCount}</span>,
  },
  { id: 'by', header: 'By', cell: ({ createdBy }) => createdBy ?? 'the system' },
  { id: 'at', header: 'Uploaded', align: 'right', cell: ({ createdAt }) => <Ago at={createdAt} /> },
];
