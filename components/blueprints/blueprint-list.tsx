'use client';

import { SearchX } from 'lucide-react';
import { useState } from 'react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { Facet } from '../ui/facet.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { later } from '../ui/later.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { ListCount } from '../ui/pager.tsx';
import { Empty } from '../ui/states.tsx';
import { DataTable, Panel } from '../ui/table.tsx';
import { usePane } from '../ui/use-pane.ts';
import { WithDetails } from '../ui/with-details.tsx';
import { blueprintColumns, deployColumn } from './blueprint-columns.tsx';
import { namesOf } from './blueprint-filter.ts';
import { ChosenBlueprints } from './chosen-blueprints.tsx';
import { useBlueprintList } from './use-blueprint-list.ts';

const BlueprintPane = later(async () => (await import('./blueprint-pane.tsx')).BlueprintPane);

/** The blueprints that are meant; beside them the details of one. */
export function BlueprintList({ blueprints }: { blueprints: readonly BlueprintSummary[] }) {
  const canOperate = useCanOperate();
  const list = useBlueprintList(blueprints);
  const { pane, show, close } = usePane();
  const [chosen, choose] = useState<string[]>([]);
  const meant = blueprints.filter(({ id }) => chosen.includes(id));
  const shown = blueprints.find(({ id }) => id === pane);
  return (
    <WithDetails details={shown && <BlueprintPane key={shown.id} blueprint={shown} onClose={close} />}>
      <FilterBar blueprints={blueprints} list={list} />
      {meant.length > 0 && <ChosenBlueprints chosen={meant} onChooseNone={() => choose([])} />}
      <Panel aria-label="Blueprints" className="overflow-clip">
        {list.meant.length > 0 ? (
          <DataTable
            label="Blueprints"
            columns={canOperate && !shown ? [...blueprintColumns, deployColumn] : blueprintColumns}
            rows={list.meant}
            rowKey={({ id }) => id}
            sorting={list.sorting}
            current={shown?.id ?? null}
            onOpen={({ id }) => show(id)}
            onEscape={shown && close}
            choice={canOperate ? { chosen, onChoose: choose, nameOf: ({ name }) => name } : undefined}
          />
        ) : (
          <Empty
            icon={<SearchX />}
            title={`None of ${blueprints.length} blueprints is like that`}
            action={<Button onClick={list.clear}>Show all</Button>}
          />
        )}
      </Panel>
    </WithDetails>
  );
}

interface FilterBarProps {
  blueprints: readonly BlueprintSummary[];
  list: ReturnType<typeof useBlueprintList>;
}

const named = (value: string) => ({ value, label: value });

function FilterBar({ blueprints, list }: FilterBarProps) {
  const { choice } = list;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput
        label="Filter blueprints by text"
        placeholder="Filter by name, type, plugin"
        value={choice.text}
        onChange={list.setText}
      />
      <Facet
        label="Origin"
        chosen={choice.origins}
        onChange={list.setOrigins}
        options={[
          { value: 'own', label: 'Uploaded here' },
          { value: 'example', label: 'Example' },
        ]}
      />
      <Facet
        label="Type"
        chosen={choice.types}
        onChange={list.setTypes}
        options={namesOf(blueprints, 'types').map(named)}
      />
      <Facet
        label="Plugin"
        chosen={choice.plugins}
        onChange={list.setPlugins}
        options={namesOf(blueprints, 'plugins').map(named)}
      />
      <NarrowSort columns={blueprintColumns} sorting={list.sorting} />
      {list.isFiltered && (
        <Button variant="ghost" onClick={list.clear}>
          Clear
        </Button>
      )}
      <ListCount
        page={{ matching: list.meant.length, all: blueprints.length, countedUpTo: Number.POSITIVE_INFINITY }}
        noun="blueprint"
      />
    </div>
  );
}
