'use client';

import { Dialog } from '../ui/dialog.tsx';
import { useOfferedCommands } from './commands.ts';
import { Keys } from './keys.tsx';

/** The keys of the page at hand, then those of every page. */
export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="Keys"
      description="Letters alone can be turned off in the settings."
    >
      <KeyGroups />
    </Dialog>
  );
}

/** All shortcuts that are offered now, by what they are of. */
export function KeyGroups() {
  const groups = useOfferedCommands()
    .map(({ group, commands }) => ({ group, commands: commands.filter(({ keys }) => keys !== undefined) }))
    .filter(({ commands }) => commands.length > 0);
  return (
    <div className="gap-x-8 md:columns-2">
      {groups.map(({ group, commands }) => (
        <section key={group} aria-label={group} className="mb-5 break-inside-avoid">
          <h3 className="mb-1 font-semibold text-sm">{group}</h3>
          <dl>
            {commands.map(({ label, keys = '' }) => (
              <div
                key={`${label} ${keys}`}
                className="flex min-h-8 items-center justify-between gap-4 border-line border-b text-sm"
              >
                <dt className="text-ink-2">{label}</dt>
                <dd>
                  <Keys keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
