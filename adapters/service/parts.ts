import { connections } from './connections.ts';
import { createContainer, type Made } from './container.ts';
import { edge, edgeValues } from './edge.ts';
import { history } from './history.ts';
import { intake } from './intake.ts';
import { operators } from './operators.ts';
import { organizations } from './organizations.ts';
import { type Foundation, portValues } from './ports.ts';
import { prospects } from './prospects.ts';
import { realtime } from './realtime.ts';
import { upkeep } from './upkeep.ts';

const classes = {
  ...intake,
  ...connections,
  ...history,
  ...realtime,
  ...prospects,
  ...organizations,
  ...operators,
  ...upkeep,
  ...edge,
};

/** All parts of the service, by their names. */
export type Parts = ReturnType<typeof partsOf>;

/** Puts the service together. */
export function partsOf(foundation: Foundation) {
  return createContainer(classes, (made: Made<typeof classes>) => ({
    ...foundation.stores,
    ...portValues(foundation, made),
    ...edgeValues(foundation),
  }));
}
