import { Compass } from 'lucide-react';
import { ButtonLink } from '../ui/button.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';

export function Lost() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <WindowTitle text="Not found" />
      <h1 className="sr-only">Not found</h1>
      <Empty
        icon={<Compass />}
        title="There is nothing at this address"
        action={<ButtonLink href="/">Go home</ButtonLink>}
      >
        The link may be old, or what it showed was deleted.
      </Empty>
    </div>
  );
}
