import classes from './light-dot.module.css';
import type { Light } from './line-light.ts';

/** Decoration only: the text beside it says the same. */
export function LightDot({ light }: { light: Light }) {
  return <span className={classes.dot} data-light={light} aria-hidden="true" />;
}
