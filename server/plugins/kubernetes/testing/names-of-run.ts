/** Values that are other in each run of a test (ids), and the names that stand for them in a recording. */
export class NamesOfRun {
  readonly #values: [name: string, value: string][] = [];

  /** From here on, `value` is kept as `{{name}}`. */
  add(name: string, value: string): void {
    this.#values.push([name, value]);
    // One may be part of another.
    this.#values.sort(([, first], [, second]) => second.length - first.length);
  }

  toRecording(text: string): string {
    return this.#values.reduce((rest, [name, value]) => rest.replaceAll(value, `{{${name}}}`), text);
  }

  toRun(text: string): string {
    return this.#values.reduce((rest, [name, value]) => rest.replaceAll(`{{${name}}}`, value), text);
  }
}
