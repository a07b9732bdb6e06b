import { answer } from './child.ts';
import { writeFor } from './yardstick.ts';

answer(async (task) => {
  const { url, ...rest } = task as { url: string; seconds: number; clients: number; body: string };
  return writeFor(url, rest);
});
