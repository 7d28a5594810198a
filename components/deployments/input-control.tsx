'use client';

import { KeyRound } from 'lucide-react';
import type { PlanInput } from '../../core/plan/plan.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { describedBy, Field, Input, NativeSelect, TextArea } from '../ui/field.tsx';
import { describeConstraint } from './input-constraints.ts';
import { choiceText, type FieldKind, isRequired, kindOf, reference, validValues } from './input-field.ts';

interface InputControlProps {
  name: string;
  input: PlanInput;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

const words: Record<FieldKind, string> = {
  text: 'text',
  lines: 'text',
  integer: 'whole number',
  float: 'number',
  boolean: 'yes or no',
  choice: 'choice',
  yaml: 'YAML or JSON',
};

export function inputId(name: string): string {
  return `input-${name}`;
}

/** One input of a blueprint as a field: control by its type, description and constraints as help. */
export function InputControl({ name, input, value, problem, onChange }: InputControlProps) {
  const id = inputId(name);
  const kind = kindOf(input);
  const help = [
    input.description,
    ...(kind === 'choice' ? [] : (input.constraints ?? []).map(describeConstraint)),
  ].filter(Boolean);
  const ref = reference(input.default);
  const note = isRequired(input) ? 'required' : words[kind];
  const label = input.display_label ?? name;
  return (
    <Field
      id={id}
      label={label === name ? <span className="font-mono">{name}</span> : label}
      note={note}
      help={help.length > 0 ? help.join(' ') : undefined}
      problem={problem}
    >
      {ref !== null && value === ref ? (
        <div className="flex h-8 items-center gap-2">
          <Chip mono tone="accent">
            <KeyRound aria-hidden />
            {ref}
          </Chip>
          <Button id={id} size="sm" variant="ghost" aria-label={`Change ${name}`} onClick={() => onChange('')}>
            Change
          </Button>
        </div>
      ) : (
        <Control
          kind={kind}
          input={input}
          value={value}
          onChange={onChange}
          attributes={{
            ...describedBy(id, { help: help.length > 0, problem: problem !== undefined }),
            name,
            'aria-required': isRequired(input),
          }}
        />
      )}
    </Field>
  );
}

interface ControlProps {
  kind: FieldKind;
  input: PlanInput;
  value: string;
  onChange: (value: string) => void;
  attributes: ReturnType<typeof describedBy> & { name: string; 'aria-required': boolean };
}

function Control({ kind, input, value, onChange, attributes }: ControlProps) {
  const shared = { ...attributes, value };
  if (kind === 'boolean' || kind === 'choice') {
    return (
      <NativeSelect {...shared} onChange={({ target }) => onChange(target.value)}>
        {value === '' && <option value="">Choose…</option>}
        {kind === 'boolean' ? (
          <>
            <option value="true">Yes</option>
            <option value="false">No</option>
          </>
        ) : (
          validValues(input)?.map((each) => <option key={choiceText(each)}>{choiceText(each)}</option>)
        )}
      </NativeSelect>
    );
  }
  if (kind === 'yaml' || kind === 'lines') {
    return (
      <TextArea
        {...shared}
        rows={kind === 'yaml' ? Math.min(10, Math.max(2, value.split('\n').length)) : 4}
        spellCheck={false}
        className="font-mono !text-xs"
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  return (
    <Input
      {...shared}
      inputMode={kind === 'integer' ? 'numeric' : kind === 'float' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
