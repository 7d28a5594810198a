'use client';

import type { LeftUse, SharedChoice } from '../../core/dsl/edit/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { useDesigner, useDesignerDocument } from './document/use-designer.ts';
import { useOpenFiles } from './source/open-files.ts';

const words: Record<SharedChoice, { label: string; means: string }> = {
  shared: { label: 'Change the shared text', means: 'Everything that refers to the text changes with it.' },
  detach: { label: 'Detach a copy', means: 'Only this place gets the new value, written out; all others stay.' },
};

/** Says why a change was not made, and asks where there is a choice. */
export function RefusalDialog() {
  const document = useDesignerDocument();
  const refusal = useDesigner((state) => state.refusal);
  if (refusal === null) return null;
  const { reason, choices, left } = refusal;
  if (left.length > 0) return <LeftDialog left={left} label={reason} />;
  return (
    <Dialog
      open
      onOpenChange={() => document.dismissRefusal()}
      title={choices.length > 0 ? 'This text is shared' : 'This was not changed'}
    >
      <p className="text-sm [overflow-wrap:anywhere]">{reason}</p>
      {choices.length > 0 && (
        <dl className="mt-3 flex flex-col gap-2 text-sm">
          {choices.map((choice) => (
            <div key={choice}>
              <dt className="font-medium">{words[choice].label}</dt>
              <dd className="text-ink-2">{words[choice].means}</dd>
            </div>
          ))}
        </dl>
      )}
      <DialogActions>
        <Button onClick={() => document.dismissRefusal()}>{choices.length > 0 ? 'Leave it' : 'Close'}</Button>
        {choices.toReversed().map((choice) => (
          <Button
            key={choice}
            variant={choice === choices[0] ? 'primary' : 'secondary'}
            onClick={() => void document.decide(choice)}
          >
            {words[choice].label}
          </Button>
        ))}
      </DialogActions>
    </Dialog>
  );
}

/** Before something goes: the places that still use it, each with the way to it. */
function LeftDialog({ left, label }: { left: readonly LeftUse[]; label: string }) {
  const document = useDesignerDocument();
  const { show } = useOpenFiles();
  async function lead({ file, path }: LeftUse): Promise<void> {
    document.dismissRefusal();
    const range = await document.analyst.find({ kind: 'path', file, path });
    if (range !== null) show({ file, from: range.start.offset, to: range.end.offset });
  }
  return (
    <Dialog open onOpenChange={() => document.dismissRefusal()} title={label.slice(0, label.indexOf('?') + 1)}>
      <p className="text-sm">These places still name it and will have a problem until they are changed:</p>
      <ul className="mt-2 flex max-h-60 flex-col gap-1 overflow-y-auto">
        {left.map((use) => (
          <li key={`${use.file} ${use.path.join('.')}`}>
            <button
              type="button"
              onClick={() => void lead(use)}
              className="min-h-6 rounded text-left font-mono text-xs underline decoration-line-strong underline-offset-3 [overflow-wrap:anywhere] hover:text-accent"
            >
              {use.file}: {use.path.join('.')}
            </button>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button onClick={() => document.dismissRefusal()}>Keep it</Button>
        <Button variant="danger" onClick={() => void document.goOn()}>
          Remove it all the same
        </Button>
      </DialogActions>
    </Dialog>
  );
}
