/** Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

/** Unique, unguessable names. */
export interface Ids {
  uuid(): string;
  /** `length` characters of a-z0-9. */
  suffix(length: number): string;
}

/** Reads files that a blueprint imports or names; null when there is no such file. */
export interface SourceReader {
  read(location: string): Promise<string | null>;
  exists(location: string): boolean;
}

/** Secrets in the clear; throws when the name is unknown. */
export interface SecretReader {
  read(name: string): Promise<string>;
}
