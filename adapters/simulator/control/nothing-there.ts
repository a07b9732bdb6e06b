/** Something that a control names does not exist. */
export class NothingThere extends Error {}
