'use client';

import { useEffect, useState } from 'react';
import type { OpenedDraft } from '../../../server/api/draft-contract.ts';
import { useApiClient } from '../../api/api.ts';
import { whenClosed } from './open-designer.ts';

export type { OpenedDraft } from '../../../server/api/draft-contract.ts';

interface Opened {
  draft: OpenedDraft | null;
  fault: unknown;
  retry: () => void;
}

const nothing = { id: '', draft: null, fault: null };

/** A draft as the server has it when the designer is opened; what comes later, the open designer takes over by itself. */
export function useOpenDraft(id: string): Opened {
  const client = useApiClient();
  const [opened, setOpened] = useState<{ id: string; draft: OpenedDraft | null; fault: unknown }>(nothing);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another reading.
  useEffect(() => {
    let isLate = false;
    const take = (found: { draft: OpenedDraft | null; fault: unknown }): void => {
      if (!isLate) setOpened({ id, ...found });
    };
    // What was changed just before, and is being saved still, belongs to it.
    whenClosed(id)
      .then(() => client.drafts.open.query({ id }))
      .then(
        (draft) => take({ draft, fault: null }),
        (fault: unknown) => take({ draft: null, fault }),
      );
    return () => {
      isLate = true;
    };
  }, [client, id, attempt]);
  const { draft, fault } = opened.id === id ? opened : nothing;
  return {
    draft,
    fault,
    retry: () => {
      setOpened(nothing);
      setAttempt(attempt + 1);
    },
  };
}
