/**
 * Where a client stands in its organization's event log. `seq` is dense (1, 2, 3 …), so what was
 * missed or repeated shows by arithmetic.
 */
export class SeqCursor {
  /** Sequence of the last event taken; null until the server has told where the log stands. */
  seq: number | null;
  /** The log this sequence counts in; another epoch is another log, whatever its numbers. */
  epoch: string | null;

  constructor(seq: number | null, epoch: string | null) {
    this.seq = seq;
    this.epoch = epoch;
  }

  /**
   * Tells whether an event comes next, and moves on to it if so. `repeat`: taken before, drop it.
   * `gap`: something before it is missing, or it counts in another log; the cursor stays.
   */
  take(seq: number, epoch: string): 'next' | 'repeat' | 'gap' {
    if (this.epoch !== null && epoch !== this.epoch) return 'gap';
    if (this.seq !== null && seq <= this.seq) return 'repeat';
    if (this.seq !== null && seq > this.seq + 1) return 'gap';
    this.moveTo(seq, epoch);
    return 'next';
  }

  moveTo(seq: number, epoch: string): void {
    this.seq = seq;
    this.epoch = epoch;
  }
}
