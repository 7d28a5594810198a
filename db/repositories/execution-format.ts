/**
 * The way in which this release writes executions: their graphs, journals, settings and what workflows keep. One more
 * with each release that older ones could not read. A worker runs what it or an older release wrote.
 */
export const writtenFormat = 1;
