export interface SuiteOptions {
  /** Only cases whose id, kind or area holds this text. */
  only: string | null;
  /** Print each failed case with its first difference. */
  verbose: boolean;
}

export interface SuiteResult {
  passed: number;
  failed: number;
}

/** Runs the recorded cases of a folder and prints a report; the caller prints the last line. */
export type Suite = (folder: string, options: SuiteOptions) => Promise<SuiteResult>;
