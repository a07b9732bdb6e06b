import type { en } from './en.ts';
import type { Text } from './text.ts';

export type TextId = keyof typeof en;

/** Every language says everything. */
export type Catalog = Record<TextId, Text>;
