'use client';

import type { SharedChoice } from '../../core/dsl/edit/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { useDesigner, useDesignerDocument } from './document/use-designer.ts';

const words: Record<SharedChoice, { label: string; means: string }> = {
  shared: { label: 'Change the shared text', means: 'Everything that refers to the text changes with it.' },
  detach: { label: 'Detach a copy', means: 'Only this place gets the new value, written out; all others stay.' },
};

/** Says why a change was not made, and asks where there is a choice. */
export function RefusalDialog() {
  const document = useDesignerDocument();
  const refusal = useDesigner((state) => state.refusal);
  if (refusal === null) return null;
  const { reason, choices } = refusal;
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
        {choices.map((choice, place) => (
          <Button
            key={choice}
            variant={place === 0 ? 'primary' : 'secondary'}
            onClick={() => void document.decide(choice)}
          >
            {words[choice].label}
          </Button>
        ))}
      </DialogActions>
    </Dialog>
  );
}
