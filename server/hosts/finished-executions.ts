/** Tells which of the given executions have ended with every outcome recorded, so that hosts may forget their attempts. */
export type FinishedExecutions = (executionIds: string[]) => Promise<string[]>;
