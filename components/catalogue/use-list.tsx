import type { CatalogueUse } from '../../server/api/contract.ts';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';

/** The blueprints that use a type or plugin. */
export function UseList({ usedBy, what }: { usedBy: CatalogueUse[]; what: string }) {
  return (
    <Panel aria-labelledby="used-by">
      <PanelHeader title={<span id="used-by">Used by</span>} />
      {usedBy.length > 0 ? (
        <ul className="flex flex-col px-4 py-2">
          {usedBy.map(({ id, name, nodes }) => (
            <li key={id} className="flex min-h-8 items-center justify-between gap-4 text-sm">
              <TextLink href={`/blueprints/${id}`}>{name}</TextLink>
              <span className="tabular shrink-0 text-ink-3 text-xs">{nodes === 1 ? '1 node' : `${nodes} nodes`}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 py-3 text-ink-2 text-sm">No blueprint uses {what}.</p>
      )}
    </Panel>
  );
}
