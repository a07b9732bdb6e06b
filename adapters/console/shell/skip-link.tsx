import { useText } from '../locale/use-text.ts';
import classes from './skip-link.module.css';

/** First stop of the Tab key: past header and list. The address stays what it is. */
export function SkipLink({ target }: { target: string }) {
  const say = useText();
  return (
    <a
      className={classes.skip}
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(target)?.focus();
      }}
    >
      {say('skip')}
    </a>
  );
}
