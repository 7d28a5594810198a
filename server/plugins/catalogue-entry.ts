/**
 * What the product knows of one plugin, or of the built-in types: which releases, from where blueprints import them,
 * and which files answer. Data only, so that a page can list what is served.
 */
export interface CatalogueEntry {
  /** The folder of the plugin below this one; the files are in its `definitions/`. */
  folder: string;
  title: string;
  /** What a blueprint gets by the import, in a few words. */
  brings: string;
  /** The name in `plugin:` imports and at mirrors, such as `cloudify-fabric-plugin`. */
  packageName?: string;
  /** The name at `getcloudify.org/spec/NAME/VERSION/FILE`. */
  specName?: string;
  /** Where the files are published: repositories of GitHub, and the folder in them (with its final `/`, or empty). */
  repositories: readonly { name: string; folder: string }[];
  /** Oldest first. */
  releases: readonly CatalogueRelease[];
  /** Files that answer `resource:` locations, which is what a plain name becomes that the blueprint does not have. */
  resources?: Readonly<Record<string, readonly string[]>>;
}

/** One release and its files. */
export interface CatalogueRelease {
  version: string;
  /** More names of the same: commits, branches. */
  refs?: readonly string[];
  /** By the name at the location: the files which, one after the other, are its text. */
  files: Readonly<Record<string, readonly string[]>>;
  /** Files that `plugin:` imports get as well. */
  besidesByName?: readonly string[];
}
