/** Says whether a part of the service can serve requests now. */
export interface Readiness {
  /** The name under which `/readyz` reports the part. */
  readonly part: 'ingest' | 'reads' | 'relay' | 'database' | 'event_loop' | 'disk';
  /** Rejects when the part cannot serve. A probe that takes longer than two seconds counts as rejected. */
  probe(): Promise<void>;
}
