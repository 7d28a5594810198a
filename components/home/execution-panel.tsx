'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ExecutionRow, ExecutionSearch } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Quiet } from './quiet.tsx';

interface ExecutionPanelProps {
  title: string;
  /** Which executions. */
  request: ExecutionSearch & { limit: number };
  /** How often they are read, in ms, while nothing says when they change. */
  every: number;
  /** Where all of them are, of which there may be more than are shown. */
  allAt: string;
  icon: ReactNode;
  /** That there are none, as a sentence. */
  none: string;
  row: (execution: ExecutionRow) => ReactNode;
}

/** A few of the executions that matter now. */
export function ExecutionPanel({ title, request, every, allAt, icon, none, row }: ExecutionPanelProps) {
  const api = useApi();
  const query = useQuery(
    api.executions.search.queryOptions(request, { refetchInterval: every, placeholderData: (before) => before }),
  );
  const matching = query.data?.matching ?? 0;
  return (
    <Panel aria-label={title} className="overflow-clip">
      <PanelHeader title={title}>
        <TextLink href={allAt} className="text-sm">
          {matching > request.limit ? `All ${matching}` : 'All executions'}
        </TextLink>
      </PanelHeader>
      <Loaded query={query} rows={1}>
        {({ rows }) =>
          rows.length > 0 ? (
            <ul className="divide-y divide-line">{rows.map(row)}</ul>
          ) : (
            <Quiet icon={icon}>{none}</Quiet>
          )
        }
      </Loaded>
    </Panel>
  );
}
