'use client';

import { PencilRuler } from 'lucide-react';
import type { DraftSummary } from '../../server/api/draft-contract.ts';
import { Chip } from '../ui/chip.tsx';
import { Link } from '../ui/link.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';

/** What is being written and is no version yet; nothing when there is none. */
export function Drafts({ drafts }: { drafts: readonly DraftSummary[] }) {
  if (drafts.length === 0) return null;
  return (
    <Panel aria-labelledby="drafts" className="overflow-clip">
      <PanelHeader title={<span id="drafts">Drafts</span>} />
      <ul className="divide-y divide-line">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link
              href={`/blueprints/${draft.id}/edit`}
              className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover"
            >
              <PencilRuler aria-hidden className="size-4 shrink-0 text-ink-3" />
              <span className="min-w-0 truncate font-medium">{draft.name}</span>
              <Chip>{draft.isNew ? 'New' : `After v${draft.baseVersion}`}</Chip>
              <span className="ml-auto text-ink-3 text-xs">
                {draft.savedAt !== null && <Ago at={draft.savedAt} />}
                {draft.savedBy !== null && ` by ${draft.savedBy}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
