import classes from './light-dot.module.css';
import type { Light } from './line-light.ts';

/** Decoration only: the words beside it say the same. */
export function LightDot({ light }: { light: Light }) {
  return <span className={classes.dot} data-light={light} aria-hidden="true" />;
}
