import { Link } from '../ui/link.tsx';
import { typeHref } from './type-look.tsx';

/** From which base something comes; nothing when the type has it by itself. */
export function Inherited({ from, typeName }: { from: string; typeName: string }) {
  if (from === typeName) return null;
  return (
    <span className="text-ink-3 text-xs">
      from{' '}
      <Link href={typeHref(from)} className="rounded-sm font-mono hover:text-accent hover:underline">
        {from}
      </Link>
    </span>
  );
}
