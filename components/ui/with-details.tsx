import type { ReactNode } from 'react';

/**
 * A list, and beside it the details of one of its rows; on a narrow window in its place. It makes room when they are
 * there, not while what draws them is still loaded.
 */
export function WithDetails({ details, children }: { details: ReactNode; children: ReactNode }) {
  return (
    <div className="group/details grid grid-cols-1 gap-4 has-[>[data-details]]:lg:grid-cols-[minmax(0,1fr)_27rem] has-[>[data-details]]:lg:items-start">
      <div className="flex min-w-0 flex-col gap-4 max-lg:group-has-[>[data-details]]/details:hidden">{children}</div>
      {details}
    </div>
  );
}
