'use client';

import { useQueryState } from 'nuqs';
import type { DesignNode } from '../../../core/design/design.ts';
import { inNamespaceOf, withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
import { typeHref } from '../../catalogue/type-look.tsx';
import { iconOf } from '../../topology/type-icon.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { PaneTabs } from '../frame/pane-tabs.tsx';
import { useViews } from '../frame/use-views.ts';
import { InstancesTab } from './instances-tab.tsx';
import { NodeInterfaces } from './interfaces-tab.tsx';
import { PropertiesTab } from './properties-tab.tsx';
import { RelationshipsTab } from './relationships-tab.tsx';
import { TextSetting } from './text-setting.tsx';
import { useNodeProblems } from './use-node-problems.ts';
import { useTypeNames } from './use-type-names.ts';
import { usePerform } from './values/use-commit.ts';
import { YamlTab } from './yaml-tab.tsx';

/** Everything about one node template. */
export function NodeInspector({ node }: { node: DesignNode }) {
  const [tab, setTab] = useQueryState('tab');
  const canEdit = useDesigner((state) => state.canEdit) && node.file !== null;
  const tabs = [
    { id: 'properties', label: 'Properties', content: <PropertiesTab node={node} /> },
    { id: 'relationships', label: 'Relationships', content: <RelationshipsTab node={node} /> },
    { id: 'interfaces', label: 'Interfaces', content: <NodeInterfaces node={node} /> },
    { id: 'instances', label: 'Instances', content: <InstancesTab node={node} /> },
    { id: 'yaml', label: 'YAML', content: <YamlTab node={node} /> },
  ].map((each) => ({ ...each, content: <Editable isOn={canEdit}>{each.content}</Editable> }));
  return (
    <>
      <Header node={node} canEdit={canEdit} />
      <Problems node={node.id} />
      <PaneTabs
        label={`Parts of ${node.id}`}
        tabs={tabs}
        value={tab ?? ''}
        onChoose={(id) => void setTab(id === 'properties' ? null : id)}
      />
    </>
  );
}

/** What cannot be changed is shown all the same. */
function Editable({ isOn, children }: { isOn: boolean; children: React.ReactNode }) {
  return (
    <fieldset disabled={!isOn} className="flex min-w-0 flex-col gap-4 p-3">
      {children}
    </fieldset>
  );
}

/** What is wrong with the node beside its properties, whose problems stand at their fields. */
function Problems({ node }: { node: string }) {
  const problems = useNodeProblems(node).filter(({ path }) => path[2] !== 'properties');
  const { showProblems } = useViews();
  if (problems.length === 0) return null;
  return (
    <ul aria-label={`Problems of ${node}`} className="mx-3 my-1 flex flex-col gap-1 rounded-md bg-bad-soft px-2.5 py-2">
      {problems.slice(0, shownProblems).map((problem) => (
        <li
          key={`${problem.range.start.offset} ${problem.detail}`}
          className="line-clamp-5 text-xs [overflow-wrap:anywhere]"
        >
          {problem.detail}
        </li>
      ))}
      <li>
        <button
          type="button"
          onClick={showProblems}
          className="min-h-6 font-medium text-xs underline underline-offset-3"
        >
          {problems.length > shownProblems ? `All ${problems.length} problems` : 'Show in the list of problems'}
        </button>
      </li>
    </ul>
  );
}

/** More are told by their number alone. */
const shownProblems = 2;

function Header({ node, canEdit }: { node: DesignNode; canEdit: boolean }) {
  const perform = usePerform();
  const Icon = iconOf(node.typeHierarchy);
  const types = useTypeNames('nodes');
  const type = useDesigner(({ analysis }) => analysis.design?.types.nodes[node.type]);
  // Types of the blueprint itself have no page.
  const isKnown = type !== undefined && type.file === null;
  const description = type?.description ?? null;
  return (
    <header className="flex flex-col gap-1.5 px-3 pt-3 pb-1">
      <fieldset disabled={!canEdit} data-naming className="flex min-w-0 flex-col gap-2">
        <TextSetting
          label="Name"
          note={node.file ?? 'of an import, read-only'}
          value={withoutNamespace(node.id)}
          isMono
          onTake={async (to) => {
            const wanted = to.trim();
            if (wanted === '') return 'A node needs a name.';
            return perform([{ kind: 'rename-node', node: node.id, name: inNamespaceOf(node.id, wanted) }]);
          }}
        />
        <TextSetting
          label="Type"
          note={
            isKnown && (
              <TextLink href={typeHref(node.type)} className="inline-flex items-center gap-1">
                <Icon aria-hidden className="size-3.5" /> About this type
              </TextLink>
            )
          }
          value={node.type}
          isMono
          suggestions={types}
          onTake={async (to) => {
            const wanted = to.trim();
            if (wanted === '') return 'A node needs a type.';
            return perform([{ kind: 'set-node-type', node: node.id, type: wanted }]);
          }}
        />
      </fieldset>
      {description !== null && <p className="line-clamp-3 text-ink-3 text-xs">{description}</p>}
    </header>
  );
}
