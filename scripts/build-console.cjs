// Builds the console. Without development dependencies (npm ci --omit=dev) nothing can build it: the script says so,
// and the installation continues.
const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { brotliCompressSync, gzipSync } = require('node:zlib');

const vite = find('vite/package.json');
if (vite === null) {
  console.log('The console is not built: that takes the development dependencies (npm ci).');
} else {
  const command = path.join(path.dirname(vite), 'bin/vite.js');
  const { status } = spawnSync(process.execPath, [command, 'build'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
  if (status === 0) compress(path.join(__dirname, '../dist/console/assets'));
}

/** Writes a brotli and a gzip copy beside each file, so that no request waits for compression. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(path.join(folder, name));
    writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(path.join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function find(file) {
  try {
    return require.resolve(file);
  } catch {
    return null;
  }
}
