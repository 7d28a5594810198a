'use client';

import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows, Rocket } from 'lucide-react';
import { useApi } from '../../api/api.ts';
import { useCanOperate } from '../../shell/session.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { count } from '../../ui/count.ts';
import { TextLink } from '../../ui/text-link.tsx';
import type { Side } from './side.ts';

interface UpdateLinksProps {
  id: string;
  from: Side;
  to: Side;
  /** The number of the latest version; deployments are updated to that one. */
  latest: number | undefined;
}

const most = 4;

/** What the comparison means for what runs: the deployments of the older side, each with the preview of its update. */
export function UpdateLinks({ id, from, to, latest }: UpdateLinksProps) {
  const api = useApi();
  const canOperate = useCanOperate();
  const isAhead = from !== 'draft' && from !== to && (to === 'draft' || to === latest);
  const { data } = useQuery(api.deployments.search.queryOptions({ blueprintId: id }, { enabled: isAhead }));
  const rows = data?.rows.filter(({ blueprint }) => blueprint.version === from) ?? [];
  if (!isAhead || !canOperate || rows.length === 0) return null;
  const which = `${count(rows.length, 'deployment')} ${rows.length === 1 ? 'is' : 'are'} of version ${from}.`;
  return (
    <section
      aria-label="What an update would do"
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-panel px-3.5 py-2.5 text-sm md:mx-6"
    >
      {to === 'draft' ? (
        <>
          <p className="min-w-0 flex-1 basis-60">
            {which} {rows.length === 1 ? 'It' : 'They'} can be updated once the draft is a version.
          </p>
          <ButtonLink size="sm" href={`/blueprints/${id}/edit`}>
            <Rocket aria-hidden /> Save and deploy in the designer
          </ButtonLink>
        </>
      ) : (
        <>
          <p className="min-w-0 flex-1 basis-60">{which} See what an update to this version would do:</p>
          {rows.slice(0, most).map((row) => (
            <ButtonLink key={row.id} size="sm" href={`/deployments/${row.id}?run=update`}>
              <GitCompareArrows aria-hidden />{' '}
              <span className="max-w-48 truncate">
                <span className="sr-only">Update of </span>
                {row.name}
              </span>
            </ButtonLink>
          ))}
          {rows.length > most && <TextLink href={`/deployments?blueprint=${id}`}>All deployments</TextLink>}
        </>
      )}
    </section>
  );
}
