import { lockDataFolder } from '../../adapters/postgres/fitness/data-folder-lock.ts';

// Takes the lock of a folder each time its parent says so, and says whether it got it. It keeps what it got.
process.on('message', (folder: string) => {
  void lockDataFolder(folder).then(
    (release) => {
      kept.push(release);
      process.send?.('got');
    },
    (error: Error) => process.send?.(error.constructor.name),
  );
});
const kept: (() => Promise<void>)[] = [];
process.send?.('here');
