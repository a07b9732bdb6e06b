import { execFile } from 'node:child_process';
import { chown, cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { contextFiles } from './build-context.ts';
import { execForm, type Instruction, type Stage, stagesOf } from './dockerfile.ts';

/** Who `node` is in the image. Only root can start a process as somebody else. */
const node = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

/** What a build made: a folder that stands for `/`, and how to run what is in it. */
export interface Image {
  root: string;
  workdir: string;
  env: Record<string, string>;
  user: { uid?: number; gid?: number };
  command: string[];
  healthCheck: string[];
}

/**
 * Builds the checkout's Dockerfile into a folder, without Docker. Every step is done as written, but for three: the base
 * image is this process's Node, npm's packages come from the checkout's own installation, and `/` is the folder.
 */
export async function buildImage(checkout: string, into: string): Promise<Image> {
  const build = new Build(checkout);
  const stages = stagesOf(await readFile(join(checkout, 'Dockerfile'), 'utf8'));
  let image: Image | undefined;
  for (const [i, stage] of stages.entries()) image = await build.stage(stage, join(into, `${i}`));
  if (image === undefined) throw new SyntaxError('There is no stage.');
  return image;
}

class Build {
  readonly #checkout: string;
  readonly #context: string[];
  readonly #stages = new Map<string, Image>();

  constructor(checkout: string) {
    this.#checkout = checkout;
    this.#context = contextFiles(checkout);
  }

  async stage({ name, from, instructions }: Stage, root: string): Promise<Image> {
    const image = await this.#startFrom(from, root);
    for (const instruction of instructions) await this.#take(instruction, image);
    if (name !== null) this.#stages.set(name, image);
    return image;
  }

  async #startFrom(from: string, root: string): Promise<Image> {
    const base = this.#stages.get(from);
    if (base !== undefined) {
      await cp(base.root, root, { recursive: true, verbatimSymlinks: true });
      return { ...structuredClone(base), root };
    }
    if (!from.startsWith('node:')) throw new RangeError(`Nothing stands for ${from} here.`);
    const bin = join(root, 'usr/local/bin');
    await mkdir(bin, { recursive: true });
    await cp(process.execPath, join(bin, 'node'));
    return { root, workdir: '/', env: {}, user: {}, command: [], healthCheck: [] };
  }

  async #take({ word, flags, rest }: Instruction, image: Image): Promise<void> {
    const words = rest.split(/\s+/);
    if (word === 'WORKDIR') {
      image.workdir = rest;
      await mkdir(join(image.root, rest), { recursive: true });
    } else if (word === 'ENV') {
      for (const pair of words) {
        const [name = '', value = ''] = pair.split('=');
        image.env[name] = value.startsWith('/') ? join(image.root, value) : value;
      }
    } else if (word === 'COPY') await this.#copy(flags, words, image);
    else if (word === 'RUN') await this.#run(rest, image);
    else if (word === 'USER') image.user = userOf(rest);
    else if (word === 'CMD') image.command = execForm(rest);
    else if (word === 'HEALTHCHECK') image.healthCheck = execForm(rest.replace(/^CMD /, ''));
    else if (!['EXPOSE', 'VOLUME'].includes(word)) throw new RangeError(`What is ${word}?`);
  }

  async #copy(flags: Record<string, string>, words: string[], image: Image): Promise<void> {
    const to = words.at(-1) ?? '';
    const target = join(image.root, image.workdir, to);
    for (const source of words.slice(0, -1)) {
      const stage = flags['from'];
      if (stage === undefined) await this.#copyFromContext(source, to, target);
      else await cp(join(this.#stage(stage).root, source), target, { recursive: true });
    }
    if (flags['chown'] === undefined) return;
    const { uid, gid } = userOf(flags['chown'].replace(/:.*/, ''));
    if (uid !== undefined && gid !== undefined) await chown(target, uid, gid);
  }

  /** A folder's content goes into the target; a file goes there too when the target is a folder by its name. */
  async #copyFromContext(source: string, to: string, target: string): Promise<void> {
    const files = this.#context.filter((file) => file === source || file.startsWith(`${source}/`));
    if (files.length === 0) throw new RangeError(`${source} is not in the build context.`);
    for (const file of files) {
      const inside =
        file === source ? (to.endsWith('/') ? basename(file) : '') : file.slice(source.length);
      await mkdir(dirname(join(target, inside)), { recursive: true });
      await cp(join(this.#checkout, file), join(target, inside));
    }
  }

  async #run(command: string, image: Image): Promise<void> {
    const cwd = join(image.root, image.workdir);
    if (command.startsWith('npm ci')) return this.#install(command, cwd);
    if (/\s\//.test(command)) throw new RangeError(`${command} would leave the folder.`);
    const PATH = `${join(image.root, 'usr/local/bin')}:${process.env['PATH']}`;
    await promisify(execFile)('sh', ['-c', command], { cwd, env: { ...image.env, PATH } });
  }

  /** Puts what npm would install there, by what the lock file says. */
  async #install(command: string, cwd: string): Promise<void> {
    const from = join(this.#checkout, 'node_modules');
    if (!command.includes('--omit=dev')) return symlink(from, join(cwd, 'node_modules'));
    for (const path of await productionPackages(cwd)) {
      const outer = (source: string) =>
        !source.slice(join(this.#checkout, path).length).includes('/node_modules');
      await cp(join(this.#checkout, path), join(cwd, path), { recursive: true, filter: outer });
    }
  }

  #stage(name: string): Image {
    const stage = this.#stages.get(name);
    if (stage === undefined) throw new RangeError(`There is no stage ${name}.`);
    return stage;
  }
}

/** The folders of the packages that `npm ci --omit=dev --omit=optional` installs. */
export async function productionPackages(folder: string): Promise<string[]> {
  interface Lock {
    packages: Record<string, { dev?: true; optional?: true; devOptional?: true }>;
  }
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.optional && !entry.devOptional)
    .map(([path]) => path);
}

function userOf(name: string): Image['user'] {
  if (name !== 'node') throw new RangeError(`Nobody here is called ${name}.`);
  return node;
}
