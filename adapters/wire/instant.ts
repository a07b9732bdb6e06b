import { z } from 'zod';

/** An instant on the wire: ISO 8601 in UTC, milliseconds included (`2026-01-05T10:00:00.000Z`). */
export const Instant = z.iso.datetime().meta({ id: 'Instant' });
