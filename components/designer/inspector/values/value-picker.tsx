'use client';

import { clsx } from 'clsx';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type RefObject, useId, useMemo, useRef, useState } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import type { DesignProperty } from '../../../../core/design/design.ts';
import { Input } from '../../../ui/field.tsx';
import { type PickerChoice, useChoices } from './use-choices.ts';
import { usePerform } from './use-commit.ts';
import { useCommit } from './use-value-commit.ts';
import type { ValuePath } from './value-changes.ts';
import { useValueForm } from './value-form.ts';
import { extractInput } from './value-sink.ts';

export interface ValuePickerProps {
  name: string;
  path: ValuePath;
  schema: DesignProperty;
  written: Json | undefined;
  anchor: RefObject<HTMLButtonElement | null>;
  /** The value goes on as YAML that begins with this. */
  onYaml: (text: string) => void;
  onClose: () => void;
}

/** Everything that a value can come from, to be searched and taken: inputs, secrets, other nodes, functions. */
export function ValuePicker(props: ValuePickerProps) {
  const { name, anchor, onClose } = props;
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const choices = useChoices(text, props);
  const take = useTake(props);
  const groups = useMemo(() => Map.groupBy(choices, ({ group }) => group), [choices]);
  function walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') {
      const choice = choices[at];
      if (choice) take(choice);
    } else if (step !== undefined && choices.length > 0) {
      const next = (at + step + choices.length) % choices.length;
      setAt(next);
      list.current?.querySelector(`[data-place="${next}"]`)?.scrollIntoView({ block: 'nearest' });
    } else return;
    event.preventDefault();
  }
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={`Where ${name} comes from`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          className="z-50 flex max-h-[min(26rem,var(--radix-popover-content-available-height))] w-[min(22rem,92vw)] animate-appear flex-col rounded-lg border border-line bg-raised shadow-pop"
        >
          <div className="border-line border-b p-2">
            <Input
              role="combobox"
              aria-label="Search where the value comes from"
              aria-expanded
              aria-controls={id}
              aria-activedescendant={choices.length > 0 ? `${id}-${at}` : undefined}
              placeholder="Search, or name a new input"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={({ target }) => {
                setText(target.value);
                setAt(0);
              }}
              onKeyDown={walk}
            />
          </div>
          <div ref={list} id={id} role="listbox" aria-label="Sources" className="min-h-0 flex-1 overflow-y-auto p-1">
            {[...groups].map(([group, members]) => (
              // biome-ignore lint/a11y/useSemanticElements: groups of a list box are no fieldsets.
              <div key={group} role="group" aria-label={group}>
                <div aria-hidden className="px-2 pt-1.5 pb-0.5 text-ink-3 text-xs">
                  {group}
                </div>
                {members.map((choice) => (
                  <Option
                    key={choice.place}
                    id={`${id}-${choice.place}`}
                    choice={choice}
                    isAt={choice.place === at}
                    onTake={() => take(choice)}
                  />
                ))}
              </div>
            ))}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface OptionProps {
  id: string;
  choice: PickerChoice;
  isAt: boolean;
  onTake: () => void;
}

function Option({ id, choice, isAt, onTake }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search box, which keeps the focus, answers the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      data-place={choice.place}
      onClick={onTake}
      className={clsx(
        'flex min-h-7 cursor-default items-center justify-between gap-3 rounded px-2 text-xs hover:bg-hover',
        isAt && 'bg-hover forced-colors:outline-2',
      )}
    >
      <span className="min-w-0 truncate font-mono">{choice.label}</span>
      <span className="shrink-0 text-ink-3">{choice.note}</span>
    </div>
  );
}

function useTake({ path, schema, written, onYaml, onClose }: ValuePickerProps): (choice: PickerChoice) => void {
  const { sink } = useValueForm();
  const perform = usePerform();
  const commit = useCommit(path, written);
  return ({ act }) => {
    onClose();
    if (act.kind === 'yaml') onYaml(act.text);
    else if (act.kind === 'set') void commit(act.value);
    else {
      const definition = schema.type === null ? {} : { type: schema.type };
      void perform(extractInput(sink, path, { input: act.name, definition, old: written }));
    }
  };
}
