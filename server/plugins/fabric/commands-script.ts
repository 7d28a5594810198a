import { quoteWord } from '../../hosts/quote.ts';
import type { CommandSettings } from './fabric-env.ts';

/** What the script of some commands ended with, when one of them failed. */
export type CommandsReport =
  /** `from`: bytes of each stream that were there before the command. */
  | { kind: 'failed'; index: number; code: number; from: { stdout: number; stderr: number } }
  | { kind: 'late'; index: number };

/**
 * The script that runs commands one after another, as one attempt that goes on through lost connections. It tells the
 * server before each command, and by `ctx returns` which one failed: the text that `readReport` reads. The commands
 * themselves find no `ctx`, as in the reference.
 */
export function commandsScript(commands: readonly string[], settings: CommandSettings, sudo: boolean): string {
  const { timeoutSeconds, shellEnv, generation, warnOnly } = settings;
  // All other variables pass through a login shell.
  const path = shellEnv['PATH'] === undefined ? '' : `export PATH=${quoteWord(shellEnv['PATH'])}; `;
  const lines = [
    '#!/bin/sh',
    'own=$GANTRY_CTX',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shell
    'PATH=${PATH#"$own/bin:"}',
    'size() { n=$(wc -c <"$own/$1") 2>/dev/null && echo $((n)) || echo 0; }',
    `begin() { "$own/bin/ctx" logger info "Running command: $2" || exit 1; index=$1; out=$(size out); err=$(size err); ${timeoutSeconds === null ? '' : 'watch; '}}`,
    `done_with() { ${timeoutSeconds === null ? '' : 'kill "$watcher" 2>/dev/null; '}[ "$1" -eq 0 ] || ${onFailure(generation === 2 && warnOnly === true)}; }`,
    ...(timeoutSeconds === null ? [] : watchdog(timeoutSeconds)),
    ...(sudo && generation === 1 ? ['home=$(eval "echo ~$SUDO_USER") && cd -- "$home"'] : []),
    ...commands.flatMap((command, index) => [
      `begin ${index} ${quoteWord(command)}`,
      `( unset GANTRY_CTX; ${shellWords(settings, sudo)} ${quoteWord(path + command)} )`,
      'done_with $?',
    ]),
    'exit 0',
    '',
  ];
  return lines.join('\n');
}

function onFailure(goesOn: boolean): string {
  if (goesOn) return '"$own/bin/ctx" logger warning "The command ended with exit code $1."';
  return '{ "$own/bin/ctx" returns "failed $index $1 $out $err"; exit "$1"; }';
}

/** Ends the whole attempt, whoever the processes belong to; no command comes after one that was too slow. */
function watchdog(seconds: number): string[] {
  return [
    'late() {',
    '  "$own/bin/ctx" returns "late $index"',
    `  trap '' TERM`,
    '  [ -r "$own/launcher" ] && setsid sh "$own/launcher" kill "$own" </dev/null >/dev/null 2>&1 || kill -s TERM 0',
    '}',
    'watch() {',
    // Its own child would live on beside it.
    `  ( trap 'kill "$sleeper" 2>/dev/null; exit' TERM; sleep ${seconds} & sleeper=$!; wait "$sleeper" && late ) &`,
    '  watcher=$!',
    '}',
  ];
}

/** Fabric 1 wraps a command into a login shell; Fabric 2 leaves it to the account's own, and to a login shell under sudo. */
function shellWords({ shell, generation }: CommandSettings, sudo: boolean): string {
  if (shell !== null) return shell;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shell
  return sudo && generation === 2 ? '"${SHELL:-/bin/sh}" -l -c' : '"${SHELL:-/bin/sh}" -c';
}

/** What the script returned; null: nothing that it writes. */
export function readReport(text: unknown): CommandsReport | null {
  if (typeof text !== 'string') return null;
  const [kind, ...numbers] = text.split(' ');
  const [index = 0, code = 1, stdout = 0, stderr = 0] = numbers.map(Number);
  if (kind === 'late') return { kind, index };
  return kind === 'failed' ? { kind, index, code, from: { stdout, stderr } } : null;
}
