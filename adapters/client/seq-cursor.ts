/**
 * A client's position in its organization's event log. `seq` is dense (1, 2, 3 …), so a missing or repeated event shows
 * by arithmetic.
 */
export class SeqCursor {
  /** The `seq` of the last event taken. Null until the server has sent its position. */
  seq: number | null;
  /** The log of this `seq`. Another epoch is another log, whatever its numbers. */
  epoch: string | null;

  constructor(seq: number | null, epoch: string | null) {
    this.seq = seq;
    this.epoch = epoch;
  }

  /**
   * Takes an event when it is the next one. `repeat`: it was taken before and can be dropped. `gap`: an earlier event
   * is missing, or the event is of another log; the cursor stays.
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
