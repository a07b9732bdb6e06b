import { bounds } from '../../src/domain/bounds.ts';
import type { Readiness } from '../../src/ports/readiness.ts';

/**
 * Answers in a bounded time whether a part can serve. A probe that takes too long counts as failed. Callers that ask
 * during a probe share it.
 */
export function isAble(part: Readiness): () => Promise<boolean> {
  let probing: Promise<boolean> | null = null;
  return () => {
    probing ??= part
      .probe()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        probing = null;
      });
    return inTime(probing);
  };
}

async function inTime(able: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), bounds.readinessProbe.value);
  });
  try {
    return await Promise.race([able, late]);
  } finally {
    clearTimeout(timer);
  }
}
