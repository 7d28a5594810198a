export interface SuiteOptions {
  /** Only cases whose id, kind or area holds this text. */
  only: string | null;
  /** Print each failed case with its first difference. */
  verbose: boolean;
  print(line: string): void;
}

export interface SuiteResult {
  passed: number;
  failed: number;
  /** The names of the cases that failed. */
  failures: string[];
}

/** Runs the recorded cases of a folder and says each line of its report; the caller prints the last one. */
export type Suite = (folder: string, options: SuiteOptions) => Promise<SuiteResult>;
