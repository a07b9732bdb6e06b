/** What becomes of a part of the checkout as an npm package. Paths are relative to the checkout. */
export interface Library {
  /** Without the prefix that all have. */
  name: string;
  description: string;
  /** The page that is its README. */
  readme: string;
  /** Folders that its files may be in. What no entry point leads to is left out. */
  folders: readonly string[];
  /** The text of each entry point's module; `index` is the package's own name. */
  entryPoints: Readonly<Record<string, string>>;
  /** Files to compile in place of those of the checkout. */
  instead?: Readonly<Record<string, string>>;
  /** What it needs beside itself, as in a package.json. */
  needs?: {
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    peerDependenciesMeta?: Record<string, { optional: true }>;
  };
}
