import type { Config } from './config.ts';
import { Settings } from './settings.ts';

const mask = '********';

/** The settings as a process takes them, one a line, for people to check. Of secrets it says only that they are there. */
export function shownConfig(config: Config): string {
  const values = new Map(Object.entries(config));
  return Object.entries(Settings.shape)
    .map(([name, schema]) => {
      const isSecret = schema.meta()?.['secret'] === true;
      return `${name}=${shown(values.get(name), isSecret)}`;
    })
    .join('\n');
}

function shown(value: Config[keyof Config], isSecret: boolean): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((each) => shown(each, isSecret)).join(',');
  const text = String(value);
  if (!isSecret) return text;
  // Nothing else may pass for an address: a key can be anything.
  return /^postgres(ql)?:\/\//.test(text) ? withoutPassword(text) : mask;
}

function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return mask;
  const url = new URL(text);
  if (url.password !== '') url.password = mask;
  for (const name of url.searchParams.keys()) {
    if (name.includes('password')) url.searchParams.set(name, mask);
  }
  return url.href;
}
