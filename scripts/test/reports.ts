import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** What a stage's report says; `failures` names each test that failed with the first line of what it said, and what was expected and received. */
export interface Counts {
  passed: number;
  failed: number;
  failures?: string[];
  note?: string;
}

const plainReport = z.object({ passed: z.number(), failed: z.number() });

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().nullish(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const playwrightError = z.object({
  message: z.string().optional(),
  location: z.object({ line: z.number() }).optional(),
});

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(z.object({ error: playwrightError.optional() })) })),
});

interface PlaywrightSuite {
  specs: z.infer<typeof playwrightSpec>[];
  suites?: PlaywrightSuite[] | undefined;
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(playwrightSpec),
  suites: z.lazy(() => z.array(playwrightSuite)).optional(),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), flaky: z.number(), unexpected: z.number() }),
  suites: z.array(playwrightSuite),
});

/** What our own programs write with `--report`. Null, as with the others, when the run ended before it wrote one. */
export function readPlainReport(file: string): Counts | null {
  return read(file, plainReport);
}

/** @param root the folder that names of files are relative to */
export function readVitestReport(file: string, root: string): Counts | null {
  const report = read(file, vitestReport);
  if (report === null) return null;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    const place = name.replace(`${root}/`, '');
    if (failed.length === 0 && status === 'failed') return [nameFailure(place, 'the file', message)];
    return failed.map((test) => nameFailure(place, test.fullName, test.failureMessages?.[0]));
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
}

export function readPlaywrightReport(file: string): Counts | null {
  const report = read(file, playwrightReport);
  if (report === null) return null;
  const failures = report.suites
    .flatMap(specsOf)
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const results = spec.tests.flatMap((test) => test.results);
      const error = results.find((result) => result.error)?.error;
      const line = error?.location === undefined ? '' : `:${error.location.line}`;
      return nameFailure(`e2e/${spec.file}${line}`, spec.title, error?.message);
    });
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected, failures };
}

function specsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)];
}

const longestReason = 600;

function nameFailure(file: string, test: string, message: string | null | undefined): string {
  const [first = '', ...more] = stripVTControlCharacters(message ?? '')
    .trim()
    .split('\n');
  const reason = [first, ...more.filter((line) => /^(Locator|Expected|Received)\b.*: /.test(line))].join('; ');
  return `${file} > ${test}: ${reason.slice(0, longestReason)}`;
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
