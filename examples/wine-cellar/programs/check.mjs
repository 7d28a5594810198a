import { get } from 'node:http';

// check.mjs URL TEXT: exit code 0 when the address answers with this text, as this program's own /health does.
const [, , url, expected] = process.argv;
const fail = (reason) => {
  process.stdout.write(`not yet: ${reason}\n`);
  process.exit(1);
};
get(url, { timeout: 2000 }, (response) => {
  let text = '';
  response.on('data', (chunk) => {
    text += chunk;
  });
  response.on('end', () => {
    if (text === expected) process.exit(0);
    fail(`${url} answers as somebody else`);
  });
})
  .on('timeout', () => fail('no answer'))
  .on('error', (error) => fail(error.message));
