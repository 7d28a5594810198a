/** What a list of executions can be sorted by. */
export const executionSorts = ['created', 'workflow', 'deployment', 'status', 'duration', 'ended', 'by'] as const;

/** What a list of deployments can be sorted by. */
export const deploymentSorts = ['name', 'blueprint', 'status', 'instances', 'last', 'created', 'by'] as const;

/** How a deployment stands, in one word; the first that fits. */
export const deploymentStandings = ['active', 'failed', 'installed', 'partial', 'cancelled', 'not-installed'] as const;
