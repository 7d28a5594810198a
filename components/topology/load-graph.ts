/** Fetches the drawing's code, which is too heavy for pages that show none. */
export async function loadGraph() {
  return (await import('./topology-graph.tsx')).TopologyGraph;
}
