'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { BulkDialog } from '../ui/bulk-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';

interface ChosenBlueprintsProps {
  chosen: readonly BlueprintSummary[];
  onChooseNone: () => void;
}

/** What can be done with the chosen blueprints. */
export function ChosenBlueprints({ chosen, onChooseNone }: ChosenBlueprintsProps) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const [isDoomed, setDoomed] = useState(false);
  const what = count(chosen.length, 'blueprint');
  return (
    <section aria-label="Chosen blueprints" className="flex flex-wrap items-center gap-2">
      <Button onClick={() => setDoomed(true)}>
        <Trash2 aria-hidden /> Delete {what}…
      </Button>
      <Button variant="ghost" onClick={onChooseNone}>
        <X aria-hidden /> Choose none
      </Button>
      {isDoomed && (
        <BulkDialog
          title={`Delete ${what}?`}
          action="Delete"
          danger
          doneText={`${what} deleted`}
          items={chosen}
          act={({ id }) => client.blueprints.delete.mutate({ id })}
          onDone={(refused) => {
            void queryClient.invalidateQueries({ queryKey: api.blueprints.list.queryKey() });
            if (refused.length === 0) onChooseNone();
          }}
          onClose={() => setDoomed(false)}
        >
          All their versions and files go with them. One that a deployment uses is refused.
        </BulkDialog>
      )}
    </section>
  );
}
