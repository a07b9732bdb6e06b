/** A part of the checkout as an npm package. Paths are relative to the checkout. */
export interface Library {
  /** Without the prefix that all have. */
  name: string;
  description: string;
  /** The page that becomes the package's README. */
  readme: string;
  /** The folders with its files. A file that no entry point imports is left out. */
  folders: readonly string[];
  /** The text of each entry point's module; `index` is the package's own name. */
  entryPoints: Readonly<Record<string, string>>;
  /** Files that are compiled in place of those of the checkout. */
  instead?: Readonly<Record<string, string>>;
  /** The package's dependencies, as in a package.json. */
  needs?: {
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    peerDependenciesMeta?: Record<string, { optional: true }>;
  };
}
