import { NonRecoverableError } from '../../core/ports/operation.ts';
import type { AttemptFile } from './launcher/commands.ts';
import { quoteWord } from './quote.ts';

/** How a script becomes another account of its host. */
export interface SudoOptions {
  /** The account; null: root. */
  user: string | null;
  /** What `sudo` asks for; null: it must not ask (`NOPASSWD`). */
  password: string | null;
}

/**
 * Shell, as the account that the script runs as: ends the script's process group when the launcher asks for it, which it
 * does by the file `stop` because it may not send signals to that account's processes; sudo itself may pass one on.
 */
const guard = [
  '(trap "" TERM',
  'while kill -0 $$ 2>/dev/null && [ ! -e "$GANTRY_CTX/stop" ]; do sleep 0.5 2>/dev/null || sleep 1; done',
  'kill -s TERM 0',
  'left=5; while [ "$left" -gt 0 ] && kill -0 $$ 2>/dev/null; do sleep 1; left=$((left - 1)); done',
  'kill -s KILL 0) </dev/null >/dev/null 2>&1 &',
].join('\n');

/** A command that runs under sudo, and the files that it needs beside it. */
export interface SudoCommand {
  lines: string[];
  files: AttemptFile[];
}

/** Parts the password from the script. It is no secret: only a password that equals it would be misread. */
const mark = '-- gantry: the script begins --';

/**
 * Shell that runs `script` (shell as well) as another account. The password and the script travel in one file, which is
 * open, and no longer has a name, before sudo starts: neither is ever in an argument or in the environment
 * (reliability.md P15). A password is given once, so that a wrong one does not lock the account.
 */
export function sudoCommand({ user, password }: SudoOptions, script: string[]): SudoCommand {
  if (password !== null && /[\n\r\0]/.test(password)) {
    throw new NonRecoverableError('The sudo password has a line break or NUL in it; sudo cannot be given such a one.');
  }
  const account = user === null || user === '' || user === 'root' ? [] : ['-u', quoteWord(user)];
  const asks = password === null ? '-n' : '-A';
  const begin = [
    `while IFS= read -r line && [ "$line" != "${mark}" ]; do :; done`,
    // Whoever may not pass the folders above still reaches this one through what is open.
    '[ "$(id -u)" = 0 ] || { exec 9<. && GANTRY_CTX=/proc/$$/fd/9; }',
    // Without one the launcher may end the script itself, by `sudo -n kill`.
    ...(password === null ? [] : [guard, 'trap "kill -s KILL $! 2>/dev/null" EXIT']),
    'eval "$(cat)"',
  ].join('\n');
  return {
    lines: [
      'exec 8<input',
      'rm -f input',
      // What lies above this folder keeps others out.
      ...(account.length === 0 ? [] : ['chmod 755 .', 'chmod -R a+rX bin scripts', 'chmod 777 requests']),
      ...(password === null ? [] : ['SUDO_ASKPASS=$PWD/askpass', 'export SUDO_ASKPASS']),
      `sudo -H ${asks} ${[...account, '--'].join(' ')} sh -c ${quoteWord(`GANTRY_CTX=$1; ${begin}`)} sh "$PWD" <&8 8<&-`,
    ],
    files: [
      {
        name: 'input',
        mode: '600',
        content: Buffer.from([...(password === null ? [] : [password]), mark, ...script].join('\n')),
      },
      ...(password === null ? [] : [{ name: 'askpass', mode: '500' as const, content: Buffer.from(askpass) }]),
    ],
  };
}

const askpass = `#!/bin/sh\nIFS= read -r line && [ "$line" != "${mark}" ] && printf '%s\\n' "$line"\n`;
