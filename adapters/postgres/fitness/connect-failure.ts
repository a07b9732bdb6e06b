const remedies: Readonly<Record<string, string>> = {
  '28000': 'Check the user, and that pg_hba.conf accepts it from this machine.',
  '28P01': 'Check the user and the password.',
  '3D000': 'Create the database, or name an existing one.',
  '42501': 'Let the user in: GRANT CONNECT ON DATABASE … TO …',
  '53300': 'Raise max_connections, or the connection limit of the role or the database.',
  '57P03': 'Wait until the server has started.',
  ENOTFOUND: 'Check the name of the host.',
  EAI_AGAIN: 'Check the name of the host, and the DNS of this machine.',
  ECONNREFUSED: 'Check that the server runs, and the host and the port.',
};
const generalRemedy =
  'Check that the server runs, and the host, port, user, password and database.';

/** The reason why a connection to a server failed, and what to do. It never holds a password. */
export function connectFailure(error: unknown): string {
  const cause = rootOf(error);
  if (cause instanceof URIError || codeOf(cause) === 'ERR_INVALID_URL') {
    return 'the address is invalid. Write it as postgresql://user:password@host:5432/database; in a password / is %2F, # is %23, ? is %3F and % is %25.';
  }
  const causes = cause instanceof AggregateError ? cause.errors : [cause];
  const remedy = causes.map((one) => remedies[codeOf(one)]).find((one) => one !== undefined);
  return `the server cannot be used (${causes.map(messageOf).join('; ')}). ${remedy ?? generalRemedy}`;
}

/** The innermost cause of an error. */
export function rootOf(error: unknown): unknown {
  let root = error;
  while (Error.isError(root) && Error.isError(root.cause)) root = root.cause;
  return root;
}

export function codeOf(error: unknown): string {
  return Error.isError(error) && 'code' in error ? String(error.code) : '';
}

export function messageOf(error: unknown): string {
  return Error.isError(error) ? error.message : String(error);
}
