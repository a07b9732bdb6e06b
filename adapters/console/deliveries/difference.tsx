import { Stack, Text } from '@mantine/core';
import { useId } from 'react';
import type { Change } from '../../wire/decided-delivery.ts';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import { changeTitle, fieldName } from './change-words.ts';
import { type ChangedSubject, changedSubjects } from './changed-subjects.ts';
import { KnownProspect } from './known-prospect.tsx';
import classes from './operator-page.module.css';
import { valueText } from './value-text.ts';

const mostSubjects = 20;

/** The changes that an act would make: a table for each prospect, meeting and note. */
export function Difference({ changes }: { changes: Change[] }) {
  const say = useText();
  const subjects = changedSubjects(changes);
  const more = subjects.length - mostSubjects;
  if (subjects.length === 0) return <Text fw={600}>{say('act.changesNothing')}</Text>;
  return (
    <Stack gap="md">
      <Text fw={600}>{say('act.changes')}</Text>
      {subjects.slice(0, mostSubjects).map((subject) => (
        <Subject key={subject.id} subject={subject} />
      ))}
      {more > 0 && <Text>{say('change.more', { count: more })}</Text>}
    </Stack>
  );
}

function Subject({ subject }: { subject: ChangedSubject }) {
  const say = useText();
  const dates = useDates();
  const titleId = useId();
  const { kind, types, fields } = subject;
  const hadValues = fields.some(({ before }) => before !== null);
  return (
    <section aria-labelledby={titleId}>
      <Text fw={600} size="sm" id={titleId} mb={4}>
        {types.map((type) => changeTitle(type, say)).join(', ')}
      </Text>
      {kind === 'prospect' && hadValues && <KnownProspect id={subject.id} />}
      <table className={classes.table} aria-labelledby={titleId}>
        <thead>
          <tr>
            <th scope="col">{say('change.field')}</th>
            {hadValues && <th scope="col">{say('change.before')}</th>}
            <th scope="col">{say(hadValues ? 'change.after' : 'change.value')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{fieldName(kind, name, say)}</th>
              {hadValues && <td>{valueText(name, before, say, dates)}</td>}
              <td>{valueText(name, after, say, dates)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
