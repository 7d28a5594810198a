'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { useApiClient } from '../../api/api.ts';
import { useCommands } from '../../shell/commands.ts';
import { sayDone, sayFault } from '../../ui/toasts.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useSaved, useSaver } from '../save/use-saver.ts';

/** Takes an earlier version as the text, when the address asks for it or the person does; one undo takes it back. */
export function useRestore(): void {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const { id } = useSaver();
  const { isChanged, latestVersion } = useSaved(({ server }) => server);
  const client = useApiClient();
  const [wanted, setWanted] = useQueryState('restore', parseAsInteger);

  async function restore(number: number): Promise<void> {
    try {
      const { files, mainFile } = await client.drafts.version.query({ id, number });
      const { layout } = document.getState();
      const content = { files: new Map(files.map((file) => [file.path, file])), mainFile, layout };
      document.adopt(`Restore version ${number}`, content);
      sayDone(`The files are those of version ${number} now. Undo takes it back.`);
    } catch (fault) {
      sayFault(`Version ${number} was not restored`, fault);
    }
  }

  useCommands(
    'Designer',
    canEdit && isChanged && latestVersion !== null
      ? [
          {
            label: `Go back to version ${latestVersion}`,
            hint: 'Gives up what is no version yet',
            run: () => void restore(latestVersion),
          },
        ]
      : [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is done once for each version that is asked for.
  useEffect(() => {
    if (wanted === null) return;
    void setWanted(null);
    if (canEdit) void restore(wanted);
  }, [wanted]);
}
