import type { Picture } from './picture.ts';

/** Ids of the nodes whose name or type holds the text, in the blueprint's order. */
export function findDesignNodes({ nodes }: Pick<Picture, 'nodes'>, wanted: string): string[] {
  const text = wanted.trim().toLowerCase();
  return [...nodes.values()]
    .filter(({ id, type }) => id.toLowerCase().includes(text) || type.toLowerCase().includes(text))
    .map(({ id }) => id);
}
