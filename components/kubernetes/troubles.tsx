import type { KubernetesTrouble } from '../../server/api/kubernetes-contract.ts';
import { Notice } from '../ui/states.tsx';

const titles: Record<KubernetesTrouble['reason'], (about: string) => string> = {
  unreachable: (about) => `Nobody answers for ${about}`,
  certificate: (about) => `The certificate of ${about} is not trusted`,
  'not signed in': (about) => `The sign-in for ${about} is not accepted`,
  forbidden: (about) => `The account may not read ${about}`,
  'not found': (about) => `There is no ${about}`,
  gone: (about) => `Reading ${about} begins anew`,
  other: (about) => `${about[0]?.toUpperCase() ?? ''}${about.slice(1)} cannot be read`,
};

/** More are not shown: one fault of a cluster shows at each kind of object. */
const shownAtMost = 3;

/** What keeps the view from being whole, and what to do about it. */
export function Troubles({ troubles }: { troubles: readonly KubernetesTrouble[] }) {
  const distinct = [...new Map(troubles.map((trouble) => [trouble.message, trouble])).values()];
  if (distinct.length === 0) return null;
  return (
    <div role="status" className="flex flex-col gap-2">
      {distinct.slice(0, shownAtMost).map(({ about, reason, message, hint }) => (
        <Notice key={message} tone={reason === 'forbidden' ? 'warn' : 'bad'} title={titles[reason](about)}>
          {message} {hint}
        </Notice>
      ))}
      {distinct.length > shownAtMost && (
        <p className="text-ink-3 text-xs">{distinct.length - shownAtMost} more are like these.</p>
      )}
    </div>
  );
}
