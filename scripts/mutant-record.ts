import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** The fate of one small change. */
export interface MutantResult {
  /** The file's text, the position and the change. */
  key: string;
  file: string;
  line: number;
  was: string;
  became: string;
  /** The first test that failed; null for a survivor. */
  noticedBy: string | null;
  /** Stands for the tests that were tried. */
  triedWith: string;
}

/** Keeps results, a line each, so that a run that is cut loses none. */
export class MutantRecord {
  readonly #path: string;
  readonly #known = new Map<string, MutantResult>();

  private constructor(path: string) {
    this.#path = path;
  }

  static open(path: string, fresh: boolean): MutantRecord {
    mkdirSync(dirname(path), { recursive: true });
    if (fresh) rmSync(path, { force: true });
    const record = new MutantRecord(path);
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    for (const line of lines) {
      // The last line of a run that was cut may be half a line.
      if (!line.endsWith('}')) continue;
      const result = JSON.parse(line) as MutantResult;
      record.#known.set(result.key, result);
    }
    return record;
  }

  /** The earlier result of a change. A survivor's result holds as long as the same tests were tried. */
  find(key: string, triedWith: string): MutantResult | undefined {
    const known = this.#known.get(key);
    return known?.noticedBy === null && known.triedWith !== triedWith ? undefined : known;
  }

  add(result: MutantResult): MutantResult {
    appendFileSync(this.#path, `${JSON.stringify(result)}\n`);
    this.#known.set(result.key, result);
    return result;
  }
}
