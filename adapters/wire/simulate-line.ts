/** The values that the command has by default. They are left out of the line. */
const usual = { port: '3000', hosts: ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]'] };

/**
 * The command line that sends a first booking to the service at `url`. A person types it in the service's folder.
 * `dataDir` is the folder of the service's invented secrets, null for the usual one.
 */
export function simulateLine(url: string, dataDir: string | null): string {
  const { protocol, hostname, port, origin } = new URL(url);
  const isHere = protocol === 'http:' && usual.hosts.includes(hostname);
  return [
    isHere && port !== usual.port && `PORT=${port || '80'}`,
    dataDir !== null && `DATA_DIR=${shellWord(dataDir)}`,
    'npm run simulate -- book --email ada@example.com',
    !isHere && `--url ${origin}`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}

/** A word as a POSIX shell reads it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
