/* Plain JavaScript that any Node reads: what follows is TypeScript, which an old Node or a checkout without packages
   refuses with a message about file extensions. */
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
const installed = existsSync(new URL('../node_modules/next/package.json', import.meta.url));
const recent = major > 22 || (major === 22 && minor >= 18);

if (!installed) {
  console.error('The packages that Gantry is made of are not installed. Run "npm ci" in this folder first.');
} else if (!recent) {
  console.error(
    `Gantry needs Node 22.18 or newer, and this is ${process.version}. "npm ci" brings one for Linux on x64 and arm64; elsewhere, or when optional packages were left out, install Node 24.`,
  );
}
if (!installed || !recent) process.exit(1);
