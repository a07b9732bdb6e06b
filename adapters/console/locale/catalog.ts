import type { en } from './en.ts';
import type { Text } from './text.ts';

export type TextId = keyof typeof en;

/** The texts of one language. Every language has all of them. */
export type Catalog = Record<TextId, Text>;
