'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Input, NativeSelect, TextArea } from '../../ui/field.tsx';
import { useTyped } from './values/use-typed.ts';

interface SettingProps {
  label: string;
  note?: ReactNode;
  /** As it is written; empty: not at all. */
  value: string;
  /** Carries it out; tells why it cannot be. */
  onTake: (value: string) => Promise<string | null>;
}

interface TextSettingProps extends SettingProps {
  placeholder?: string;
  isLong?: boolean;
  isMono?: boolean;
  /** What may be chosen in place of typing. */
  suggestions?: readonly string[];
}

/** A text that is taken with Enter or when the field is left; Escape goes back. */
export function TextSetting(props: TextSettingProps) {
  const { label, note, value, placeholder, isLong, isMono, suggestions, onTake } = props;
  const typed = useTyped({ name: label, shown: value, take: onTake });
  const id = useId();
  const shared = {
    id,
    value: typed.text,
    placeholder,
    spellCheck: isLong === true,
    autoComplete: 'off',
    'aria-invalid': typed.problem !== null || undefined,
    'aria-describedby': typed.problem === null ? undefined : `${id}-problem`,
    className: isMono ? 'font-mono !text-xs' : '',
    onBlur: () => void typed.commit(),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) void typed.commit();
      else if (event.key === 'Escape' && typed.isTyped) typed.revert();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  return (
    <Labelled id={id} label={label} note={note} problem={typed.problem}>
      {isLong ? (
        <TextArea
          {...shared}
          rows={2}
          className="field-sizing-content max-h-48 !min-h-13"
          onChange={({ target }) => typed.type(target.value)}
        />
      ) : (
        <Input
          {...shared}
          list={suggestions === undefined ? undefined : `${id}-list`}
          onChange={({ target }) => typed.type(target.value)}
        />
      )}
      {suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </Labelled>
  );
}

interface ChoiceSettingProps extends SettingProps {
  /** What an empty choice means; without it there is none. */
  none?: string;
  options: readonly { value: string; label?: string }[];
}

/** One of several, taken at once. */
export function ChoiceSetting({ label, note, value, none, options, onTake }: ChoiceSettingProps) {
  const typed = useTyped({ name: label, shown: value, take: onTake });
  const id = useId();
  const isKnown = options.some((option) => option.value === typed.text);
  return (
    <Labelled id={id} label={label} note={note} problem={typed.problem}>
      <NativeSelect id={id} value={typed.text} onChange={({ target }) => void typed.commit(target.value)}>
        {(none !== undefined || typed.text === '') && <option value="">{none ?? 'Choose…'}</option>}
        {!isKnown && typed.text !== '' && <option>{typed.text}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label ?? option.value}
          </option>
        ))}
      </NativeSelect>
    </Labelled>
  );
}

interface LabelledProps {
  id: string;
  label: string;
  note?: ReactNode;
  problem: string | null;
  children: ReactNode;
}

function Labelled({ id, label, note, problem, children }: LabelledProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {note && <span className="truncate text-ink-3 text-xs">{note}</span>}
      </div>
      {children}
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="flex gap-1.5 text-bad text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {problem}
        </p>
      )}
    </div>
  );
}
