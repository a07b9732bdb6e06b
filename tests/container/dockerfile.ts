/** One line of a Dockerfile: `COPY --from=build a b` is `{word: 'COPY', flags: {from: 'build'}, rest: 'a b'}`. */
export interface Instruction {
  word: string;
  flags: Record<string, string>;
  rest: string;
}

/** What lies between a `FROM` and the next. */
export interface Stage {
  /** Its name, where it has one. */
  name: string | null;
  /** An image, or a stage before this one. */
  from: string;
  instructions: Instruction[];
}

/** Reads a Dockerfile into its stages. */
export function stagesOf(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  const lines = dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  for (const line of lines) {
    const instruction = read(line);
    if (instruction.word === 'FROM') {
      const [from = '', , name = null] = instruction.rest.split(/\s+/);
      stages.push({ name, from, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}

/** `["node", "main.ts"]`, the form in which no shell stands between Docker and the program. */
export function execForm(rest: string): string[] {
  const words: unknown = JSON.parse(rest);
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new SyntaxError(`${rest} is no list of words.`);
}

function read(line: string): Instruction {
  const [, word = '', flags = '', rest = ''] =
    /^\s*([A-Z]+)((?:\s+--[\w-]+=\S+)*)\s+(.*?)\s*$/.exec(line) ?? [];
  if (word === '') throw new SyntaxError(`No instruction: ${line}`);
  const pairs = [...flags.matchAll(/--([\w-]+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  return { word, flags: Object.fromEntries(pairs) as Record<string, string>, rest };
}
