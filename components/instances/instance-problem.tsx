'use client';

import { usePathname } from 'next/navigation';
import type { InstanceOperation } from '../../server/api/contract.ts';
import { AnsiText } from '../logs/ansi-text.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { lineOf } from './instance-history.tsx';
import { shortOperation } from './short-operation.ts';

/** The operation that failed on an instance and why, with the way to its lines. */
export function InstanceProblem(props: { operation: InstanceOperation; node: string; instance: string }) {
  const { operation, node, instance } = props;
  const pathname = usePathname();
  return (
    <div className="px-4 pb-2">
      <Notice
        tone="bad"
        title={`${shortOperation(operation.operation)} failed${operation.attempts > 1 ? ` at attempt ${operation.attempts}` : ''}`}
        action={
          <ButtonLink size="sm" href={`${pathname}?${lineOf(operation, { node, instance })}`}>
            Show the line
          </ButtonLink>
        }
      >
        <p className="line-clamp-4 whitespace-pre-wrap font-mono text-xs">
          <AnsiText text={operation.error?.message ?? 'It said nothing.'} />
        </p>
      </Notice>
    </div>
  );
}
