/** What draws a blueprint from afar; one of many nodes begins with it, another may do without for long. */
export const loadOverview = async () => (await import('../../topology/overview-layer.tsx')).OverviewLayer;
