import { type House, readHouse } from './house.ts';

/** The folders whose rooms are drawn in docs/architecture.md. */
export const drawnFolders = ['src', 'src/use-cases', 'adapters', 'adapters/postgres'];

/** The page with drawings of the current imports. */
export function housePage(root: string, page: string): string {
  return drawnFolders.reduce((drawn, folder) => {
    const begin = `<!-- rooms of ${folder}: written by \`npm run house\` -->`;
    const end = `<!-- end of the rooms of ${folder} -->`;
    const [before, rest] = drawn.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) throw new Error(`The page lacks ${begin}.`);
    return `${before}${begin}\n\n${drawing(readHouse(root, folder))}\n\n${end}${after}`;
  }, page);
}

function drawing({ folder, imports, floors }: House): string {
  const arrows = [...imports.values()].reduce((sum, { length }) => sum + length, 0);
  const line = (room: string) => {
    const under = imports.get(room) ?? [];
    return under.length === 0 ? room : `${room} → ${under.join(' ')}`;
  };
  const storeys = floors.map((rooms, at) => {
    const number = `${floors.length - at}`.padStart(2);
    return rooms.map((room, i) => `${i === 0 ? number : '  '}  ${line(room)}`).join('\n');
  });
  return [
    `\`${folder}\`: ${imports.size} rooms, ${floors.length} floors, ${arrows} arrows, no circle.`,
    `\`\`\`\n${storeys.join('\n')}\n\`\`\``,
  ].join('\n\n');
}
