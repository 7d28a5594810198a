import type { LogFilterInput } from '../../server/api/contract.ts';

interface Download {
  executionId: string;
  format: 'txt' | 'ndjson';
  /** Whether the colours of terminal output stay in the text. */
  ansi: 'keep' | 'strip';
  filter: LogFilterInput;
}

/** Where the server gives the lines that pass the filter as a file. */
export function downloadAddress({ executionId, format, ansi, filter }: Download): string {
  const query = new URLSearchParams({ format, ansi });
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return `/api/executions/${encodeURIComponent(executionId)}/log?${query}`;
}
