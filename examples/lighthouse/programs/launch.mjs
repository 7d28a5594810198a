import { spawn } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';

// launch.mjs FOLDER TEXT: starts the program of a folder so that it outlives the script that called this.
const [, , folder, says] = process.argv;
const log = openSync(`${folder}/log`, 'a');
const child = spawn(process.execPath, [`${folder}/program.mjs`, folder, says], {
  cwd: folder,
  detached: true,
  stdio: ['ignore', log, log],
});
writeFileSync(`${folder}/pid`, String(child.pid));
child.unref();
