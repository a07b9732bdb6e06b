// npm starts the service by `exec`, which replaces the shell, so that a signal reaches the service. The shell of
// Windows has no `exec`; there it becomes a command that runs its arguments.
const { writeFileSync } = require('node:fs');
const path = require('node:path');

if (process.platform === 'win32')
  writeFileSync(path.join(__dirname, '../node_modules/.bin/exec.cmd'), '@%*\r\n');
