import type { Json } from '../../../../core/blueprint/json.ts';
import { type FunctionCall, functionOf } from '../../../../core/dsl/functions/names.ts';
import { lineText } from './yaml-text.ts';

/** How a call reads in a chip. */
export interface CallText {
  /** What it looks up, in a word. */
  kind: 'input' | 'secret' | 'property' | 'attribute' | 'call';
  text: string;
}

/** A call in a few words, `input: flavor` or `vm.ip`; null for what is no call. */
export function describeCall(value: Json): CallText | null {
  const call = functionOf(value);
  if (call === null) return null;
  const steps = stepsOf(call.args);
  switch (call.name) {
    case 'get_input':
    case 'get_secret': {
      const kind = call.name === 'get_input' ? 'input' : 'secret';
      return { kind, text: `${kind}: ${steps ?? lineText(call.args)}` };
    }
    case 'get_property':
    case 'get_attribute':
      if (steps === null) break;
      return { kind: call.name === 'get_property' ? 'property' : 'attribute', text: steps };
    case 'concat':
      if (Array.isArray(call.args)) return { kind: 'call', text: call.args.map(partText).join(' + ') || 'nothing' };
  }
  return { kind: 'call', text: nameAndArguments(call) };
}

function nameAndArguments({ name, args }: FunctionCall): string {
  return `${name.replace(/^get_/, '').replaceAll('_', ' ')}: ${stepsOf(args) ?? lineText(args)}`;
}

/** `[vm, ports, 0]` as `vm.ports.0`; null when a part of it has to be looked up itself. */
function stepsOf(args: Json): string | null {
  const steps = Array.isArray(args) ? args : [args];
  if (steps.length === 0 || steps.some((step) => typeof step === 'object')) return null;
  return steps.map(String).join('.');
}

function partText(part: Json): string {
  return describeCall(part)?.text ?? (typeof part === 'string' ? part : lineText(part));
}
