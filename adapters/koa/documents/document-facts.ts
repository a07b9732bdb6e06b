/** Facts about the service in a document, besides its routes and events. */
export interface DocumentFacts {
  /** The address of the service, without a slash at the end. */
  appUrl: string;
  version: string;
}
