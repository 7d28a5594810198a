'use client';

import { clsx } from 'clsx';
import { CircleAlert } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import type { DesignProperty } from '../../../../core/design/design.ts';
import { choiceText, type FieldKind, validValues } from '../../../inputs/input-field.ts';
import { Input, NativeSelect, TextArea } from '../../../ui/field.tsx';
import { describeCall } from './call-text.ts';
import { kindOfLiteral, literalText, readLiteral } from './literal.ts';
import { type Typed, useTyped } from './use-typed.ts';
import { useCommit } from './use-value-commit.ts';
import { nameOfPath, type ValuePath } from './value-changes.ts';
import { lineText } from './yaml-text.ts';

interface LiteralControlProps {
  id: string;
  name: string;
  describedBy: string | undefined;
  path: ValuePath;
  schema: DesignProperty;
  written: Json | undefined;
  isMixed?: boolean;
  /** `=` was typed into the empty field: the value comes from somewhere. */
  onPick: (() => void) | undefined;
}

/** The field of a literal. Enter or leaving it takes what was typed, Escape goes back to what is written. */
export function LiteralControl(props: LiteralControlProps) {
  const { schema, written, path } = props;
  const commit = useCommit(path, written);
  const problemId = useId();
  const typed = useTyped({
    name: nameOfPath(path),
    shown: literalText(schema, written),
    take: async (text) => {
      const read = await readLiteral(schema, text);
      return read.ok ? await commit(read.value) : read.problem;
    },
  });
  const { problem } = typed;
  const ids = [props.describedBy, problem !== null && problemId].filter(Boolean).join(' ');
  const attributes = {
    id: props.id,
    'aria-describedby': ids || undefined,
    'aria-invalid': problem !== null || undefined,
    'aria-required': schema.required || undefined,
  };
  return (
    <>
      <Control {...props} kind={kindOfLiteral(schema, written)} typed={typed} attributes={attributes} />
      {problem !== null && (
        <p id={problemId} role="alert" className="flex gap-1.5 text-bad text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {problem}
        </p>
      )}
    </>
  );
}

interface ControlProps extends LiteralControlProps {
  kind: FieldKind;
  typed: Typed;
  attributes: { id: string };
}

function Control({ kind, typed, attributes, schema, isMixed, onPick }: ControlProps) {
  const placeholder = isMixed ? '—' : defaultText(schema.default);
  if (kind === 'boolean' || kind === 'choice') {
    const values = kind === 'boolean' ? [true, false] : (validValues(inputOf(schema)) ?? []);
    return (
      <Choice {...{ attributes, typed, placeholder }} options={values.map(choiceText)} isMixed={isMixed === true} />
    );
  }
  const isLong = kind === 'yaml' || kind === 'lines' || typed.text.includes('\n');
  const shared = {
    ...attributes,
    value: typed.text,
    placeholder,
    spellCheck: false,
    autoComplete: 'off',
    onBlur: () => void typed.commit(),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      answerKey(event, { typed, onPick, isLong }),
  };
  if (!isLong) {
    return <Input {...shared} className="font-mono !text-xs" onChange={({ target }) => typed.type(target.value)} />;
  }
  return (
    <TextArea
      {...shared}
      rows={rowsOf(typed.text || placeholder)}
      className={clsx('font-mono !text-xs !min-h-8 resize-y')}
      onChange={({ target }) => typed.type(target.value)}
    />
  );
}

interface ChoiceProps {
  attributes: { id: string };
  typed: Typed;
  placeholder: string;
  options: readonly string[];
  isMixed: boolean;
}

/** One of a few; the first stands for the default. What is written and not among them stays in view. */
function Choice({ attributes, typed, placeholder, options, isMixed }: ChoiceProps) {
  const { text } = typed;
  const unset = placeholder === '' ? 'Not set' : `Default: ${placeholder}`;
  return (
    <NativeSelect
      {...attributes}
      value={text}
      className="font-mono !text-xs"
      onChange={({ target }) => void typed.commit(target.value)}
    >
      <option value="">{isMixed ? '—' : unset}</option>
      {text !== '' && !options.includes(text) && <option>{text}</option>}
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </NativeSelect>
  );
}

function answerKey(
  event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>,
  { typed, onPick, isLong }: { typed: Typed; onPick: (() => void) | undefined; isLong: boolean },
): void {
  if (event.key === '=' && event.currentTarget.value === '' && onPick !== undefined) onPick();
  else if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) void typed.commit();
  else if (event.key === 'Escape' && typed.isTyped) typed.revert();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function rowsOf(text: string): number {
  return Math.min(12, Math.max(1, text.split('\n').length));
}

function inputOf({ constraints }: DesignProperty) {
  return constraints === undefined ? {} : { constraints: [...constraints] };
}

function defaultText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return describeCall(value)?.text ?? (typeof value === 'string' ? value : lineText(value));
}
