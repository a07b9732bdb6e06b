/** What a document says of the service besides its routes and events. */
export interface DocumentFacts {
  /** Where the service is reached, without a slash at the end. */
  appUrl: string;
  version: string;
}
