/** Makes the ids of rows. */
export interface IdGenerator {
  /** A new UUID (version 7). Ids sort roughly by the time they were made. */
  next(): string;
}
