import { DecideDelivery } from '../../src/use-cases/operators/decide-delivery.ts';

/** Lets people decide on what was not applied. */
export const operators = { DecideDelivery };
