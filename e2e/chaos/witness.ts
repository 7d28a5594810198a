import { readFile } from 'node:fs/promises';

/** A script that leaves one line in an append-only file, sets a runtime property, and takes long enough to be killed in. */
export const witnessScript = `#!/bin/sh
echo "$operation_name starts on $(ctx instance id)"
echo "$(ctx instance id) $operation_name" >> "$witness"
ctx logger info "working"
sleep 0.1
ctx instance runtime-properties "$operation_name" done
echo "$operation_name ends"
`;

/** What a witness file says: how often each line stands in it. */
export async function countWitness(path: string): Promise<Map<string, number>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const counts = new Map<string, number>();
  for (const line of text.split('\n').filter((part) => part !== '')) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
