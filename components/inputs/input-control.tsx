'use client';

import { KeyRound } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { describedBy, Field, Input, NativeSelect, TextArea } from '../ui/field.tsx';
import { ChoiceList } from './choice-list.tsx';
import { describeConstraint } from './input-constraints.ts';
import {
  choiceText,
  type FieldKind,
  type FieldSpec,
  isRequired,
  kindOf,
  reference,
  validValues,
} from './input-field.ts';

interface InputControlProps {
  name: string;
  field: FieldSpec;
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
  choices: 'any of these',
  yaml: 'YAML or JSON',
  any: 'YAML or JSON',
};

/** The id of an input's control, so that a list of problems can lead to it. */
export function inputId(name: string): string {
  return `input-${name}`;
}

/** One input of a blueprint or parameter of a workflow as a field: control by its type, description and constraints as help. */
export function InputControl({ name, field, value, problem, onChange }: InputControlProps) {
  const { input } = field;
  const id = inputId(name);
  const kind = kindOf(field);
  const help = [
    input.description,
    ...(kind === 'choice' ? [] : (input.constraints ?? []).map(describeConstraint)),
  ].filter(Boolean);
  const ref = reference(input.default);
  const label = input.display_label ?? name;
  return (
    <Field
      id={id}
      label={label === name ? <span className="font-mono">{name}</span> : label}
      note={isRequired(input) ? 'required' : words[kind]}
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
          field={field}
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
  field: FieldSpec;
  value: string;
  onChange: (value: string) => void;
  attributes: ReturnType<typeof describedBy> & { name: string; 'aria-required': boolean };
}

function Control({ kind, field, value, onChange, attributes }: ControlProps) {
  const shared = { ...attributes, value };
  if (kind === 'choices') {
    return <ChoiceList id={attributes.id} value={value} choices={field.choices ?? []} onChange={onChange} />;
  }
  if (kind === 'boolean' || kind === 'choice') {
    return (
      <NativeSelect {...shared} onChange={({ target }) => onChange(target.value)}>
        {kind === 'boolean' ? <BooleanOptions value={value} /> : <ChoiceOptions field={field} value={value} />}
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

function BooleanOptions({ value }: { value: string }) {
  return (
    <>
      {value === '' && <option value="">Choose…</option>}
      <option value="true">Yes</option>
      <option value="false">No</option>
    </>
  );
}

/** What may be left out can be taken back to nothing. A default that is no longer among the choices stays in view. */
function ChoiceOptions({ field: { input, choices }, value }: { field: FieldSpec; value: string }) {
  const options = choices ?? validValues(input)?.map(choiceText) ?? [];
  const blank = isRequired(input) ? 'Choose…' : 'None';
  return (
    <>
      {(value === '' || !isRequired(input)) && <option value="">{blank}</option>}
      {value !== '' && !options.includes(value) && <option>{value}</option>}
      {options.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </>
  );
}
