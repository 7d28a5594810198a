'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Disclosure } from '../inspector/disclosure.tsx';
import { FormPlace } from '../inspector/values/form-place.tsx';

interface EntryRowProps extends Omit<ComponentProps<'li'>, 'children' | 'onToggle'> {
  name: string;
  /** Its identity: what is typed in its form belongs to it. */
  place: number;
  /** In a few words what it is. */
  detail?: ReactNode;
  isOpen: boolean;
  onToggle: () => void;
  /** Buttons at the end of the row. */
  actions?: ReactNode;
  /** Its file belongs to the blueprint. */
  isOwn: boolean;
  children: ReactNode;
}

/** An entry of a section: its name, and its form when it is open. */
export function EntryRow(props: EntryRowProps) {
  const { name, place, detail, isOpen, onToggle, actions, isOwn, children, ...rest } = props;
  return (
    <li {...rest} className="rounded-md border border-line">
      <div className="flex items-center pr-1">
        <Disclosure isOpen={isOpen} onToggle={onToggle}>
          <span className="min-w-0 truncate font-mono text-xs">{name}</span>
          {detail && <span className="ml-auto min-w-0 truncate pl-2 text-ink-3 text-xs">{detail}</span>}
        </Disclosure>
        {actions}
      </div>
      {isOpen && (
        <div className="flex flex-col gap-3 border-line border-t p-2.5">
          {!isOwn && <p className="text-ink-3 text-xs">An import brings it, so it cannot be changed here.</p>}
          <fieldset disabled={!isOwn} className="flex min-w-0 flex-col gap-3">
            <FormPlace name={String(place)}>{children}</FormPlace>
          </fieldset>
        </div>
      )}
    </li>
  );
}
