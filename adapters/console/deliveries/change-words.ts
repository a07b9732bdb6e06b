import type { TextId } from '../locale/catalog.ts';
import { i18n } from '../locale/i18n.ts';
import type { Say } from '../locale/use-text.ts';

/** A type of realtime event in words. */
export function changeTitle(type: string, say: Say): string {
  const id = `change.${type}`;
  return isText(id) ? say(id) : type;
}

/** A field of the API in words. A field that the page does not know keeps its name. */
export function fieldName(kind: string, name: string, say: Say): string {
  if (kind === 'scheduled_event' && name === 'name') return say('changed.title');
  if (kind === 'note' && name === 'createdAt') return say('changed.at');
  for (const id of [`changed.${name}`, `field.${name}`]) if (isText(id)) return say(id);
  return name;
}

function isText(id: string): id is TextId {
  return id in i18n.messages;
}
