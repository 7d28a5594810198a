import { type GuidedProgram, identifier } from './answers.ts';

/** The scripts of one program by file name. They need a POSIX shell on the host and nothing else. */
export function programScripts(program: GuidedProgram): Record<string, string> {
  const { name } = program;
  const folder = `scripts/${identifier(name)}`;
  return {
    'create.sh': script(`Prepares ${name} on its host, once.`, [
      'mkdir -p "$folder"',
      'cd "$folder"',
      ...['run.sh', ...Object.keys(program.files)].map(
        (file) => `ctx download-resource ${folder}/${file} "$folder/${file}"`,
      ),
      ...(program.prepare.trim() === '' ? [] : ['', program.prepare.trim()]),
    ]),
    'run.sh': `#!/bin/sh\n# Runs ${name}; what it says goes to the file "log" beside it.\n${program.run.trim()}\n`,
    'start.sh': script(`Starts ${name} and waits until it is there.`, startLines),
    'stop.sh': script(`Stops ${name}.`, stopLines),
    'delete.sh': script(`Takes away what create.sh made for ${name}.`, [
      'rm -rf "$folder"',
      'rmdir "$(dirname "$folder")" 2>/dev/null || true',
    ]),
  };
}

function script(what: string, lines: readonly string[]): string {
  return ['#!/bin/sh', `# ${what}`, 'set -eu', ...folderLines, ...lines, ''].join('\n');
}

const folderLines = ['folder=$HOME/gantry-$(ctx deployment id)/$(ctx instance id)'];

const startLines = [
  'cd "$folder"',
  'if [ -s pid ] && kill -0 "$(cat pid)" 2>/dev/null; then exit 0; fi',
  '# A session of its own: the program must not end with this script.',
  `setsid sh -c 'echo $$ >pid; exec sh ./run.sh' </dev/null >>log 2>&1 &`,
  '',
  'listens() {',
  '  [ -n "$' + '{PORT:-}" ] || return 0',
  '  hex=$(printf ":%04X" "$PORT")',
  '  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q "$hex [0-9A-F:]* 0A "',
  '}',
  '',
  'tries=0',
  'while ! [ -s pid ] || ! listens; do',
  '  if [ -s pid ] && ! kill -0 "$(cat pid)" 2>/dev/null; then break; fi',
  '  tries=$((tries + 1))',
  '  [ "$tries" -lt 150 ] || break',
  '  sleep 0.2',
  'done',
  'sleep 0.2',
  'if ! kill -0 "$(cat pid)" 2>/dev/null || ! listens; then',
  '  tail -n 10 log >&2',
  '  ctx abort-operation "The program did not start; the last lines that it said are in the log."',
  'fi',
];

const stopLines = [
  '[ -s "$folder/pid" ] || exit 0',
  'pid=$(cat "$folder/pid")',
  'kill -- "-$pid" 2>/dev/null || true',
  'tries=0',
  'while kill -0 "$pid" 2>/dev/null; do',
  '  tries=$((tries + 1))',
  '  if [ "$tries" -ge 50 ]; then kill -9 -- "-$pid" 2>/dev/null || true; fi',
  '  sleep 0.1',
  'done',
  'rm -f "$folder/pid"',
];
