import { posix } from 'node:path';
import type { OperationContext } from '../../core/ports/operation.ts';
import { environmentText } from './environment.ts';
import type { HostScript } from './hosts.ts';
import type { AttemptFile } from './launcher/commands.ts';
import { pythonFiles, pythonLines } from './python-module.ts';
import { quoteWord } from './quote.ts';
import { sudoCommand } from './sudo.ts';

/**
 * What a script needs on its host: itself, the command that runs it, and what they read. On this machine (`isHere`) it
 * has a temporary folder of its own, which goes when its execution is over.
 */
export function scriptFiles(context: OperationContext, script: HostScript, isHere: boolean): AttemptFile[] {
  const text = (name: string, content: string): AttemptFile => ({ name, mode: '600', content: Buffer.from(content) });
  const file = safeName(script.name);
  const place = script.cwd === null ? (isHere ? '"$GANTRY_CTX"/tmp' : '"$HOME"') : quoteWord(script.cwd);
  const temporary = isHere ? ['TMPDIR=$GANTRY_CTX/tmp', 'export TMPDIR'] : [];
  const body = scriptLines(context, script, { place, word: `"$GANTRY_CTX"/scripts/${file}` });
  const sudo = script.sudo
    ? sudoCommand(script.sudo, ['umask 022', ...temporary, ...body])
    : { lines: [...temporary, ...body], files: [] };
  const command = [
    // Secrets among the inputs lie on the host no longer than needed; the shell has the file open.
    'rm -f command',
    'umask 022',
    // This shell outlives a signal to its group, so that the exit code it leaves is the script's.
    'trap : TERM INT HUP',
    'GANTRY_CTX=$PWD',
    ...(isHere ? ['mkdir -p tmp && chmod 1777 tmp'] : []),
    ...sudo.lines,
    '',
  ].join('\n');
  return [
    { name: `scripts/${file}`, mode: '500', content: script.content },
    text('command', command),
    ...sudo.files,
    ...(script.python ? pythonFiles : []),
    ...(context.timeout ? [text('timeout', `${context.timeout.seconds}\n`)] : []),
  ];
}

function scriptLines(
  context: OperationContext,
  script: HostScript,
  { place, word }: { place: string; word: string },
): string[] {
  const { text: environment, skipped } = environmentText(script.environment);
  if (skipped.length > 0 && !context.recovering) {
    context.log(
      'warning',
      `These inputs cannot be environment variables and are not passed on: ${skipped.join(', ')}.`,
    );
  }
  return [
    environment,
    'PATH=$GANTRY_CTX/bin:$PATH',
    // Nothing listens there: `ctx` asks through the connection that started the script. Scripts look whether it is set.
    `CTX_SOCKET_URL=${script.ctx === false ? '' : 'http://localhost:0'}`,
    'export GANTRY_CTX PATH CTX_SOCKET_URL',
    ...(script.python ? pythonLines(script.python.inputs) : []),
    `cd -- ${place} || exit 126`,
    ...(script.mergeStderr ? ['exec 2>&1'] : []),
    script.commandLine(word),
    '',
  ];
}

/** The file name as people know it, of characters that need no quoting. */
function safeName(path: string): string {
  const name = posix.basename(path).replace(/[^A-Za-z0-9._-]/g, '_');
  return name === '' || name.startsWith('.') || name.startsWith('-') ? `script${name}` : name;
}
