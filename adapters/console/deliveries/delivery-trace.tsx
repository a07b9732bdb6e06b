import { Title } from '@mantine/core';
import type { DeliveryFile } from '../../wire/delivery.ts';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import { reasonText } from './delivery-words.ts';
import classes from './operator-page.module.css';

const mostAttempts = 50;

/** The headers, and the attempts that failed, the latest on top. */
export function DeliveryTrace({ file: { headers, failedAttempts } }: { file: DeliveryFile }) {
  const say = useText();
  const dates = useDates();
  const latest = failedAttempts.slice(-mostAttempts).toReversed();
  const names = Object.entries(headers);
  return (
    <>
      {latest.length > 0 && (
        <section aria-labelledby="failures-title">
          <Title order={3} size="h4" id="failures-title" mb="xs">
            {say('delivery.failures')}
          </Title>
          <table className={classes.table} aria-labelledby="failures-title">
            <tbody>
              {latest.map(({ at, reason }) => (
                <tr key={at}>
                  <th scope="row">
                    <time dateTime={at}>{dates.full(at)}</time>
                  </th>
                  <td>{reasonText(reason, say)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {names.length > 0 && (
        <section aria-labelledby="headers-title">
          <Title order={3} size="h4" id="headers-title" mb="xs">
            {say('delivery.headers')}
          </Title>
          <table className={classes.table} aria-labelledby="headers-title">
            <tbody>
              {names.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
