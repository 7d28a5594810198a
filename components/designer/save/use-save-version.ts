'use client';

import { useState } from 'react';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { faultText } from '../../api/fault.ts';
import { sayDone } from '../../ui/toasts.tsx';
import { useSaver } from './use-saver.ts';

interface SaveVersion {
  isBusy: boolean;
  /** Why it was not possible, as a sentence. */
  problem: string | null;
  /** What the compiler found, when that is why. */
  diagnostics: readonly Diagnostic[];
  save: (version: { name: string; note: string }) => Promise<void>;
}

/** Saves a version; `onDone` is called when it is stored. */
export function useSaveVersion(onDone: () => void): SaveVersion {
  const saver = useSaver();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([]);

  async function publish({ name, note }: { name: string; note: string }): Promise<void> {
    if (name !== saver.getState().name) await saver.rename(name);
    const result = await saver.publish(note);
    if (result === null)
      return setProblem('Not everything is saved yet. Look at the state beside the name, then try again.');
    if (result.outcome === 'published') {
      sayDone(`${name} version ${result.version} is saved`);
      return onDone();
    }
    if (result.outcome === 'refused') return setDiagnostics(result.diagnostics);
    setProblem('Somebody saved meanwhile. Their changes are here now: look at them, then save again.');
  }

  return {
    isBusy,
    problem,
    diagnostics: diagnostics.filter(({ severity }) => severity === 'error'),
    save: async (version) => {
      setIsBusy(true);
      setProblem(null);
      setDiagnostics([]);
      try {
        await publish(version);
      } catch (fault) {
        setProblem(faultText(fault));
      } finally {
        setIsBusy(false);
      }
    },
  };
}
