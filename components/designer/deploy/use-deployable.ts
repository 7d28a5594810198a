'use client';

import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { faultText } from '../../api/fault.ts';
import { useSaver } from '../save/use-saver.ts';

/** How far the way from what is written to a version is. */
export type Deployable =
  | { kind: 'checking' }
  | { kind: 'ready'; version: number }
  /** It does not compile. */
  | { kind: 'errors'; errors: readonly Diagnostic[] }
  /** The reason is a sentence. */
  | { kind: 'problem'; reason: string };

/** Makes sure that what is written is the latest version; what is new is saved as one. */
export function useDeployable(): Deployable {
  const saver = useSaver();
  const [state, setState] = useState<Deployable>({ kind: 'checking' });
  useEffect(() => {
    let isGone = false;
    const prepare = async (): Promise<Deployable> => {
      await saver.flush();
      const { latestVersion, isChanged } = saver.getState().server;
      if (latestVersion !== null && !isChanged) return { kind: 'ready', version: latestVersion };
      const result = await saver.publish('');
      if (result?.outcome === 'published') return { kind: 'ready', version: result.version };
      if (result?.outcome === 'refused') {
        return { kind: 'errors', errors: result.diagnostics.filter(({ severity }) => severity === 'error') };
      }
      const reason =
        result === null
          ? 'Not everything is saved yet. Look at the state beside the name, then try again.'
          : 'Somebody saved meanwhile. Their changes are here now: look at them, then deploy again.';
      return { kind: 'problem', reason };
    };
    void prepare()
      .catch((fault: unknown): Deployable => ({ kind: 'problem', reason: faultText(fault) }))
      .then((next) => {
        if (!isGone) setState(next);
      });
    return () => {
      isGone = true;
    };
  }, [saver]);
  return state;
}
