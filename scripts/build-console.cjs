// Builds the console. Where only what runs is installed (npm ci --omit=dev) there is nothing to build it with: it says
// so and lets the installation go on.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const vite = find('vite/package.json');
if (vite === null) {
  console.log('The console is not built: that takes the development dependencies (npm ci).');
} else {
  const command = path.join(path.dirname(vite), 'bin/vite.js');
  const { status } = spawnSync(process.execPath, [command, 'build'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

function find(file) {
  try {
    return require.resolve(file);
  } catch {
    return null;
  }
}
