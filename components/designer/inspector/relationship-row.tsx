'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DesignRelationship } from '../../../core/design/design.ts';
import { shortType } from '../../topology/type-icon.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Disclosure } from './disclosure.tsx';
import { usePerform } from './values/use-commit.ts';

interface RelationshipRowProps {
  node: string;
  relationship: DesignRelationship;
  /** How many the node has. */
  count: number;
  /** What is shown when it is opened. */
  children: ReactNode;
}

/** A relationship in a line: its kind and target, its place in the order, and the way to remove it. */
export function RelationshipRow({ node, relationship, count, children }: RelationshipRowProps) {
  const [isOpen, setOpen] = useState(false);
  const perform = usePerform();
  const { type, target, index } = relationship;
  const move = (position: number) => void perform([{ kind: 'move-relationship', node, index, position }]);
  return (
    <li className="rounded-md border border-line">
      <div className="flex items-center pr-1">
        <Disclosure isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
          <span className="min-w-0 truncate text-xs" title={type}>
            <span className="text-ink-2">{shortType(type).replaceAll('_', ' ')}</span>{' '}
            <span className="font-mono">{target}</span>
          </span>
        </Disclosure>
        <IconButton
          label={`Earlier: ${target}`}
          className="!size-6"
          disabled={index === 0}
          onClick={() => move(index - 1)}
        >
          <ArrowUp className="!size-3.5" />
        </IconButton>
        <IconButton
          label={`Later: ${target}`}
          className="!size-6"
          disabled={index >= count - 1}
          onClick={() => move(index + 1)}
        >
          <ArrowDown className="!size-3.5" />
        </IconButton>
        <IconButton
          label={`Remove the relationship to ${target}`}
          className="!size-6"
          onClick={() => void perform([{ kind: 'remove-relationship', node, index }])}
        >
          <Trash2 className="!size-3.5" />
        </IconButton>
      </div>
      {isOpen && <div className="flex flex-col gap-3 border-line border-t p-2.5">{children}</div>}
    </li>
  );
}
