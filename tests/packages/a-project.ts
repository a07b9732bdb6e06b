import { type ExecFileException, execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** Not what `npm test` adds: it would tell npm that it works in this checkout. */
export const env = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  npm_config_offline: 'true',
  NODE_DISABLE_COMPILE_CACHE: '1',
};

/** What a command answered. */
export interface Ran {
  code: number;
  output: string;
}

/** Somebody else's project, in a folder far from this checkout. */
export class AProject {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async empty(): Promise<AProject> {
    const project = new AProject(await mkdtemp(join(tmpdir(), 'project-')));
    await project.write('package.json', '{ "private": true, "type": "module" }');
    return project;
  }

  /** Installs a package that needs no others, as anybody would, without a registry. */
  async install(tarball: string): Promise<void> {
    const { code, output } = await this.run('npm', 'install', '--no-audit', '--no-fund', tarball);
    if (code !== 0) throw new Error(output);
  }

  /** Puts a package in its place. What it needs is to be linked. */
  async unpack(name: string, tarball: string): Promise<void> {
    const path = join(this.path, 'node_modules', name);
    await mkdir(path, { recursive: true });
    const { code, output } = await this.run('tar', '-xzf', tarball, '-C', path, '--strip=1');
    if (code !== 0) throw new Error(output);
  }

  /** Puts packages of this checkout beside those that are installed. */
  async link(...names: string[]): Promise<void> {
    for (const name of names) {
      const path = join(this.path, 'node_modules', name);
      await mkdir(dirname(path), { recursive: true });
      await symlink(join(root, 'node_modules', name), path);
    }
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.path, file), text);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.path, file), 'utf8');
  }

  async add(folder: string): Promise<void> {
    await cp(folder, this.path, { recursive: true });
  }

  /** Puts a strict tsconfig.json in it. */
  async addConfig(): Promise<void> {
    await cp(join(import.meta.dirname, 'stranger/tsconfig.json'), join(this.path, 'tsconfig.json'));
  }

  /** The compiler's complaints; empty when there are none. */
  async typeErrors(): Promise<string> {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { code, output } = await this.node(compiler, '-p', this.path);
    return code === 0 ? '' : output;
  }

  node(...args: string[]): Promise<Ran> {
    return this.run(process.execPath, ...args);
  }

  run(command: string, ...args: string[]): Promise<Ran> {
    return new Promise((resolve) => {
      const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
      execFile(command, args, { cwd: this.path, env, maxBuffer: 2 ** 26 }, done);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
