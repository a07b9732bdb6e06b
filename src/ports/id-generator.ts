/** Makes the ids of rows. */
export interface IdGenerator {
  /** A UUID that was never given before. Ids sort roughly by the time they were made (version 7). */
  next(): string;
}
