/** A control names something that does not exist. */
export class NothingThere extends Error {}
