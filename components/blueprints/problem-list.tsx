import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { Chip } from '../ui/chip.tsx';
import { excerpt } from './excerpt.ts';

/** How problems of each severity look. */
export const problemLooks = {
  error: { icon: CircleAlert, className: 'text-bad', word: 'Error' },
  warning: { icon: TriangleAlert, className: 'text-warn', word: 'Warning' },
  notice: { icon: Info, className: 'text-accent', word: 'Notice' },
} as const;

interface ProblemListProps {
  diagnostics: readonly Diagnostic[];
  /** The text of a file by its name, as far as it is known. */
  textOf: (file: string) => string | undefined;
  onOpen: (diagnostic: Diagnostic) => void;
}

/** What is wrong, where, why and how to mend it; a click leads to the place in the source. */
export function ProblemList({ diagnostics, textOf, onOpen }: ProblemListProps) {
  return (
    <ol className="flex flex-col divide-y divide-line rounded-lg border border-line">
      {diagnostics.map((diagnostic) => (
        <li key={`${diagnostic.code} ${diagnostic.range.file} ${diagnostic.range.start.offset} ${diagnostic.detail}`}>
          <Problem diagnostic={diagnostic} text={textOf(diagnostic.range.file)} onOpen={onOpen} />
        </li>
      ))}
    </ol>
  );
}

interface ProblemProps {
  diagnostic: Diagnostic;
  text: string | undefined;
  onOpen: (diagnostic: Diagnostic) => void;
}

function Problem({ diagnostic, text, onOpen }: ProblemProps) {
  const { severity, code, summary, detail, hint, range } = diagnostic;
  const { icon: Icon, className, word } = problemLooks[severity];
  const shown = text === undefined ? null : excerpt(text, range);
  return (
    <button
      type="button"
      onClick={() => onOpen(diagnostic)}
      className="flex w-full gap-3 rounded-lg px-3.5 py-3 text-left hover:bg-hover"
    >
      <Icon aria-label={word} className={`mt-0.5 size-4 shrink-0 ${className}`} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium text-sm">{summary}</span>
          <Chip mono>{code}</Chip>
          <span className="tabular ml-auto font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">
            {range.file}:{range.start.line}:{range.start.column}
          </span>
        </span>
        <span className="mt-0.5 block text-ink-2 text-sm [overflow-wrap:anywhere]">{detail}</span>
        {shown && (
          <span className="mt-1.5 block overflow-x-auto whitespace-pre rounded bg-sunken px-2.5 py-1.5 font-mono text-xs leading-5">
            <span className="mr-3 select-none text-ink-3">{range.start.line}</span>
            {shown.before}
            <mark className="rounded-xs bg-bad-soft text-bad underline decoration-wavy decoration-bad/60 underline-offset-4">
              {shown.marked}
            </mark>
            {shown.after}
          </span>
        )}
        {hint && <span className="mt-1.5 block text-sm [overflow-wrap:anywhere]">{hint}</span>}
      </span>
    </button>
  );
}
