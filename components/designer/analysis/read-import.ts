import type { ImportedSource } from '../../../server/api/draft-contract.ts';

const read = new Map<string, Promise<string | null>>();

/** The text of a definition file that the product brings along; each is fetched once. */
export function readImport(location: string, version: number): Promise<string | null> {
  const key = `${version} ${location}`;
  const known = read.get(key) ?? fetchImport(location, version);
  read.set(key, known);
  return known;
}

async function fetchImport(location: string, version: number): Promise<string | null> {
  const input = encodeURIComponent(JSON.stringify({ location, version }));
  const response = await fetch(`/api/trpc/drafts.source?input=${input}`);
  if (!response.ok) return null;
  const { result } = (await response.json()) as { result: { data: ImportedSource } };
  return result.data.text;
}
