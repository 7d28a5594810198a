import { Skeleton } from '../ui/states.tsx';

export function DeploymentSkeleton() {
  return (
    <div role="status" aria-label="Loading the deployment" className="flex flex-1 flex-col">
      <div className="flex flex-col gap-3 bg-panel px-4 pt-5 pb-4 md:px-6">
        <Skeleton className="h-6 w-56" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <div className="h-9 border-line border-b bg-panel" />
      <div className="flex-1 bg-[radial-gradient(var(--grid)_1px,transparent_1px)] bg-size-[20px_20px]" />
    </div>
  );
}
