'use client';

import { useCallback, useState } from 'react';
import { readableText } from '../../core/log/terminal-text.ts';
import { useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import type { LineRange } from './line-range.ts';

const pageSize = 1_000;
/** A clipboard is no place for more; a download is. */
const mostCopied = 20_000;

/** Copies marked lines as clean text, without numbers, times and colours, and the address of what is shown. */
export function useCopyLines(executionId: string, range: LineRange | null) {
  const client = useApiClient();
  const [said, say] = useState('');
  const copyLines = useCallback(
    async ({ from, to }: LineRange): Promise<string> => {
      if (to - from >= mostCopied) return `More than ${mostCopied.toLocaleString('en')} lines: download them instead.`;
      const texts: string[] = [];
      for (let after = from - 1; after < to; ) {
        const limit = Math.min(pageSize, to - after);
        const { events } = await client.executions.events.query({ id: executionId, after, limit });
        const last = events.at(-1);
        if (last === undefined) break;
        texts.push(...events.map(({ text }) => readableText(text)));
        after = last.seq;
      }
      await navigator.clipboard.writeText(texts.join('\n'));
      return texts.length === 1 ? 'The line is copied.' : `${texts.length.toLocaleString('en')} lines are copied.`;
    },
    [client, executionId],
  );
  /** False when nothing is marked. */
  const copyRange = useCallback((): boolean => {
    if (range === null) return false;
    void copyLines(range).then(say, (fault: unknown) => say(`Not copied. ${faultText(fault)}`));
    return true;
  }, [range, copyLines]);
  const copyLink = useCallback((): void => {
    void navigator.clipboard.writeText(window.location.href).then(
      () => say('The link is copied.'),
      () => say('This browser does not allow copying: take the address from its address field.'),
    );
  }, []);
  return { said, say, copyRange, copyLink };
}
