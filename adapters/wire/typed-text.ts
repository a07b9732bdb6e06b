import { z } from 'zod';
import { StorableText } from './calendly-text.ts';

/** Text that a person typed: trimmed, without what PostgreSQL cannot keep, and then of 1 to `longest` characters. */
export function typedText(longest: number) {
  return StorableText.transform((text) => text.trim())
    .pipe(z.string().min(1).max(longest))
    .meta({ minLength: 1, maxLength: longest });
}
