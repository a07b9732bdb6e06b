/**
 * The meaning of a PostgreSQL error for the work that met it.
 * - `row`: the row itself is at fault. The same attempt always fails.
 * - `conflict`: another writer was faster. The work is decided again at once.
 * - `busy`: another writer held the stream for too long.
 * - `away`: the server cannot work now. Nothing is kept, and the sender is asked to come again.
 * - `unknown`: the cause is unclear. The work is tried again, alone. A full disk or an unreadable page may be the fault of
 *   this row alone, so its neighbours must not wait for it.
 */
export type SqlstateOutcome = 'row' | 'conflict' | 'busy' | 'away' | 'unknown';

/** A class of SQLSTATE codes, by their first two characters. */
export interface SqlstateClass {
  readonly title: string;
  readonly outcome: SqlstateOutcome;
}

/**
 * Every class of PostgreSQL 18 (its appendix A, "PostgreSQL Error Codes"). Only two of them mean the row's own fault. A
 * class that is missing here is `unknown`.
 */
export const sqlstateClasses: Readonly<Record<string, SqlstateClass>> = {
  '00': { title: 'successful completion', outcome: 'unknown' },
  '01': { title: 'warning', outcome: 'unknown' },
  '02': { title: 'no data', outcome: 'unknown' },
  '03': { title: 'SQL statement not yet complete', outcome: 'unknown' },
  '08': { title: 'connection exception', outcome: 'away' },
  '09': { title: 'triggered action exception', outcome: 'unknown' },
  '0A': { title: 'feature not supported', outcome: 'unknown' },
  '0B': { title: 'invalid transaction initiation', outcome: 'away' },
  '0F': { title: 'locator exception', outcome: 'unknown' },
  '0L': { title: 'invalid grantor', outcome: 'unknown' },
  '0P': { title: 'invalid role specification', outcome: 'away' },
  '0Z': { title: 'diagnostics exception', outcome: 'unknown' },
  '10': { title: 'XQuery error', outcome: 'unknown' },
  '20': { title: 'case not found', outcome: 'unknown' },
  '21': { title: 'cardinality violation', outcome: 'unknown' },
  '22': { title: 'data exception', outcome: 'row' },
  '23': { title: 'integrity constraint violation', outcome: 'row' },
  '24': { title: 'invalid cursor state', outcome: 'away' },
  '25': { title: 'invalid transaction state', outcome: 'away' },
  '26': { title: 'invalid SQL statement name', outcome: 'away' },
  '27': { title: 'triggered data change violation', outcome: 'unknown' },
  '28': { title: 'invalid authorization specification', outcome: 'away' },
  '2B': { title: 'dependent privilege descriptors still exist', outcome: 'unknown' },
  '2D': { title: 'invalid transaction termination', outcome: 'away' },
  '2F': { title: 'SQL routine exception', outcome: 'unknown' },
  '34': { title: 'invalid cursor name', outcome: 'away' },
  '38': { title: 'external routine exception', outcome: 'unknown' },
  '39': { title: 'external routine invocation exception', outcome: 'unknown' },
  '3B': { title: 'savepoint exception', outcome: 'away' },
  '3D': { title: 'invalid catalog name', outcome: 'away' },
  '3F': { title: 'invalid schema name', outcome: 'away' },
  '40': { title: 'transaction rollback', outcome: 'conflict' },
  '42': { title: 'syntax error or access rule violation', outcome: 'unknown' },
  '44': { title: 'WITH CHECK OPTION violation', outcome: 'unknown' },
  '53': { title: 'insufficient resources', outcome: 'unknown' },
  '54': { title: 'program limit exceeded', outcome: 'unknown' },
  '55': { title: 'object not in prerequisite state', outcome: 'unknown' },
  '57': { title: 'operator intervention', outcome: 'away' },
  '58': { title: 'system error', outcome: 'unknown' },
  '72': { title: 'snapshot failure', outcome: 'unknown' },
  F0: { title: 'configuration file error', outcome: 'away' },
  HV: { title: 'foreign data wrapper error', outcome: 'unknown' },
  P0: { title: 'PL/pgSQL error', outcome: 'unknown' },
  XX: { title: 'internal error', outcome: 'unknown' },
};

/** Codes whose meaning differs from the rest of their class. */
export const sqlstateExceptions: Readonly<Record<string, SqlstateClass>> = {
  '23505': { title: 'unique violation', outcome: 'conflict' },
  '53300': { title: 'too many connections', outcome: 'away' },
  '55P03': { title: 'lock not available', outcome: 'busy' },
};

/** The outcome of a code of five characters. An unlisted code is `unknown`. */
export function outcomeOf(sqlstate: string): SqlstateOutcome {
  const known = sqlstateExceptions[sqlstate] ?? sqlstateClasses[sqlstate.slice(0, 2)];
  return known?.outcome ?? 'unknown';
}
